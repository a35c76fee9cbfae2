import { defineEvaluator, type Answer, type Item } from '@weitiao/core';
import { z } from 'zod';

/** A small exam: `choices` questions with four options, then `texts` questions that are answered freely. */
export const exam = defineEvaluator({
  name: 'exam',
  version: '1',
  options: z.strictObject({
    choices: z.int().default(10),
    texts: z.int().default(0),
    from: z.string().default('exam.json'),
    edition: z.string().default(''),
  }),
  async *items({ choices, texts, edition }) {
    for (let index = 0; index < choices + texts; index++) {
      const isChoice = index < choices;
      const item: Item = {
        id: `q${index}`,
        group: index % 3 === 0 ? '医疗' : '法律',
        conversation: { turns: [{ role: 'user', content: `${edition}question ${index}` }] },
        reference: 'ABCD'[index % 4]!,
      };
      yield isChoice ? { ...item, options: ['A', 'B', 'C', 'D'] } : item;
    }
  },
  async grade({ id, reference, options = [] }, answer: Answer) {
    await new Promise((resolve) => setTimeout(resolve, id.length % 2)); // verdicts come in another order
    if ('text' in answer) return answer.text.includes('7') ? { score: null, note: 'unreadable' } : { score: 0.5 };
    return { score: Number(options[answer.choice] === reference) };
  },
});
