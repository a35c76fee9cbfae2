import { z } from 'zod';

export const cmmluOptions = z.strictObject({
  from: z.string().min(1).describe("CMMLU's folder `data`: `test` and `dev`, a CSV file a subject."),
  protocol: z
    .enum(['likelihood', 'generation'])
    .default('likelihood')
    .describe('Compare the likelihoods of the letters, or let the model write and read its letter.'),
  shots: z.int().min(0).max(5).default(0).describe('Worked examples of the subject before each question, from `dev`.'),
  subjects: z.array(z.string()).min(1).optional().describe('Only these subjects, by the names of their files.'),
  rows: z.int().positive().optional().describe('Only the first so many questions of each subject.'),
  categories: z.string().min(1).optional().describe("CMMLU's src/categories.py, or its tables as JSON."),
  maxNewTokens: z.int().positive().default(32).describe('Length of an answer, where the model writes.'),
});
