import { z } from 'zod';

export const mmcuOptions = z.strictObject({
  from: z
    .string()
    .min(1)
    .describe('JSON file of questions, or folder of CSV files, one a subject (in `test` where there is one).'),
  protocol: z
    .enum(['controlled', 'as-published'])
    .default('controlled')
    .describe('Compare the likelihoods of the letters, or let the model write and read the letters as MMCU does.'),
  shots: z.int().min(0).max(5).default(0).describe('Worked examples of the same subject before each question.'),
  examples: z
    .string()
    .min(1)
    .optional()
    .describe('Where they are, in the form of `from`; else the folder `dev` of `from`.'),
  multipleAnswers: z
    .enum(['leave-out', 'combinations'])
    .default('leave-out')
    .describe('What the protocol controlled does with questions of several right letters.'),
  subjects: z.array(z.string()).min(1).optional().describe('Only these subjects or domains.'),
  rows: z.int().positive().optional().describe('Only the first so many questions of each subject.'),
  maxNewTokens: z.int().positive().default(512).describe('Length of an answer, where the model writes.'),
  onBadRow: z
    .enum(['error', 'skip'])
    .default('error')
    .describe('A question without a right answer ends the run, or is left out and counted.'),
});
export type MmcuOptions = z.output<typeof mmcuOptions>;
