import { componentOption, defineEvaluator, didYouMean, StudyError, type Item, type Judge } from '@weitiao/core';
import { readJson, sourceFile } from '@weitiao/data';
import { z } from 'zod';
import { categoryOf, readInstructions, texts } from './instructions.js';
import { judgeMessage } from './judge-message.js';
import { scoreOf } from './score-of.js';

const belleOptions = z.strictObject({
  from: z.string().min(1).describe("BELLE's folder `eval`, with eval_set.json and eval_prompt.json."),
  judge: componentOption<Judge>('judge').describe('Who marks the answers: { use: openai, … }, { use: reference }.'),
  categories: z.array(z.string()).min(1).optional().describe('Only these.'),
  rows: z.int().positive().optional().describe('Only the first so many questions of each category.'),
  maxNewTokens: z.int().positive().default(512).describe('Length of an answer.'),
});

/** Belle-eval (Ji and others 2023, arXiv 2303.14742): instructions of ten categories, answers marked by a judge. */
export const belleEval = defineEvaluator({
  name: 'belle-eval',
  version: '1',
  options: belleOptions,
  async *items({ from, categories, rows = Infinity }, services) {
    const wanted = categories?.map(categoryOf);
    const instructionOf = await readInstructions(from, services);
    const name = `${from}/eval_set.json`;
    const asked = new Map<string, number>();
    for await (const { value, line } of readJson(await sourceFile(name, services), services.signal)) {
      const row = texts(value, ['question', 'std_answer', 'class'], `${name}:${line}`);
      const category = categoryOf(row.class);
      const instruction = instructionOf(category, `${name}:${line}`);
      const number = (asked.get(category) ?? 0) + 1;
      asked.set(category, number);
      if (number <= rows && (wanted?.includes(category) ?? true)) yield item(category, number, row, instruction);
    }
    const known = [...asked.keys()];
    const unknown = wanted?.find((category) => !asked.has(category));
    if (unknown === undefined) return;
    throw new StudyError(
      `belle-eval: there is no category "${unknown}".${didYouMean(unknown, known)}\n  There is: ${known.join(', ')}`,
    );
  },
  generation: ({ maxNewTokens }) => ({ maxNewTokens, temperature: 0 }),
  async grade(item, answer, { judge }, services) {
    if (!('text' in answer)) throw new StudyError('belle-eval: a judge marks texts, and got likelihoods.');
    const question = item.conversation.turns[0]!.content;
    const { group: category, reference, criteria: instruction = '' } = item;
    const given = answer.text.trim();
    const prompt = judgeMessage({ category, instruction, question, standard: reference ?? '', answer: given });
    const work = { prompt, question, answer: given, ...(reference === undefined ? {} : { reference }) };
    const marking = await judge.mark(work, services);
    const score = marking.score === undefined ? scoreOf(marking.verdict) : marking.score;
    return { score, marking, ...(score === null ? { note: 'no score from 0 to 1 in the verdict' } : {}) };
  },
});

interface Row {
  readonly question: string;
  readonly std_answer: string;
}

/** @param criteria what the judge is told for the category: an answer is marked by the words that it was asked under */
const item = (category: string, number: number, row: Row, criteria: string): Item => ({
  id: `${category}/${number}`,
  group: category,
  conversation: { turns: [{ role: 'user', content: row.question }], category },
  ...(row.std_answer.trim() === '' ? {} : { reference: row.std_answer }),
  criteria,
});
