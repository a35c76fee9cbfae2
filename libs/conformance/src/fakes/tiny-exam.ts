import { defineEvaluator, gradeLikeliest, type Item } from '@weitiao/core';
import { z } from 'zod';

/** Twelve questions of three groups: nine with four options, three that are answered freely. */
export const tinyExam = defineEvaluator({
  name: 'tiny-exam',
  version: '1',
  options: z.strictObject({}),
  async *items() {
    for (let index = 0; index < 12; index++) yield item(index);
  },
  grade(item, answer) {
    if (!('text' in answer)) return gradeLikeliest(item, answer);
    const letter = /[ABCD]/.exec(answer.text)?.[0];
    return letter === undefined ? { score: null, note: 'no letter' } : { score: Number(letter === item.reference) };
  },
});

const item = (index: number): Item => ({
  id: `question ${index}`,
  group: ['medicine', 'law', 'history'][index % 3]!,
  conversation: { turns: [{ role: 'user', content: `What is ${index}?` }] },
  reference: 'ABCD'[index % 4]!,
  ...(index < 9 && { options: ['A', 'B', 'C', 'D'] }),
});
