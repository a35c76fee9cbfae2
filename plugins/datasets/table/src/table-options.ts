import { z } from 'zod';

const column = z.string().min(1);

export const tableOptions = z.strictObject({
  from: z.string().min(1).describe('CSV, TSV or JSON file in UTF-8. Any path; relative to the study file.'),
  columns: z
    .strictObject({
      user: column.describe('Column of what is asked.'),
      assistant: column.describe('Column of the reply, which is trained.'),
      input: column.optional().describe('Column of what the instruction is applied to.'),
      system: column.optional().describe('Column of a text that stands before the conversation.'),
      category: column.optional().describe('Column of the kind of task; reports group by it.'),
    })
    .describe('Which column is what: names as the header row, or the keys of the JSON objects, write them.'),
  format: z
    .enum(['csv', 'tsv', 'json'])
    .optional()
    .describe('csv: commas; tsv: tabs; json: an array, or one object a line. Told from the name when absent.'),
  rows: z.int().positive().optional().describe('Only the first so many rows.'),
  onBadRow: z
    .enum(['error', 'skip'])
    .default('error')
    .describe('What happens with a row that cannot be trained on: error names it; skip leaves it out and counts it.'),
});

export type TableOptions = z.output<typeof tableOptions>;
