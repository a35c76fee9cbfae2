import { z } from 'zod';

export const textOptions = z.strictObject({
  from: z
    .string()
    .min(1)
    .describe('A file in UTF-8, or a folder with all files below it. Any path; relative to the study file.'),
  format: z
    .enum(['text', 'json', 'csv', 'tsv'])
    .optional()
    .describe(
      'What the file is, or which files of a folder are read. Told from each name when absent: .txt .md .json .jsonl .csv .tsv.',
    ),
  document: z
    .enum(['file', 'paragraph', 'line'])
    .default('file')
    .describe('What is one document in a text file: all of it, what blank lines part, or every line.'),
  column: z.string().min(1).default('text').describe('Key of JSON objects, or column of a table, that holds the text.'),
  documents: z.int().positive().optional().describe('Only the first so many documents.'),
  onBadRow: z
    .enum(['error', 'skip'])
    .default('error')
    .describe('What happens with a document that holds no text: error names it; skip leaves it out and counts it.'),
  licence: z
    .string()
    .min(1)
    .default("the user's own text")
    .describe('Where the text is from and what its licence is; stands in the manifest.'),
});

export type TextOptions = z.output<typeof textOptions>;
