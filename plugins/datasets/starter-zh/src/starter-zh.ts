import { fileURLToPath } from 'node:url';
import { defineSource } from '@weitiao/core';
import { readJson } from '@weitiao/data';
import { z } from 'zod';

/** Kinds of task, as Belle-eval names them; they take turns in the file. */
export const categories = [
  'open qa',
  'brainstorming',
  'classification',
  'generation',
  'summarization',
  'rewrite',
  'closed qa',
  'extract',
  'code',
  'math',
] as const;

const dataFile = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));

/** Path of the 88 exam questions, for `mmcu({ from: examFile })`. */
export const examFile = dataFile('exam.json');

const row = z.strictObject({
  instruction: z.string(),
  input: z.string(),
  output: z.string(),
  category: z.enum(categories),
});

/** The instruction pairs that come with this package. */
export const starterZh = defineSource({
  name: 'starter-zh',
  licence: 'Apache-2.0',
  options: z.strictObject({
    rows: z.int().positive().optional().describe('Only the first so many rows: balanced over the categories.'),
    categories: z.array(z.enum(categories)).min(1).optional().describe('Only rows of these.'),
  }),
  async *conversations({ rows = Infinity, categories: wanted = categories }, { signal }) {
    const file = { path: dataFile('instructions.json'), name: '@weitiao/dataset-starter-zh/data/instructions.json' };
    let taken = 0;
    for await (const { value } of readJson(file, signal)) {
      const { instruction, input, output, category } = row.parse(value);
      if (!wanted.includes(category)) continue;
      yield {
        turns: [
          { role: 'user', content: instruction, ...(input === '' ? {} : { input }) },
          { role: 'assistant', content: output },
        ],
        category,
      };
      if (++taken >= rows) return;
    }
  },
});
