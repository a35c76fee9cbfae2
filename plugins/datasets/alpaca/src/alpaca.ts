import { DataFormatError, defineSource, type Conversation } from '@weitiao/core';
import { fieldFault, isRecord, readJson, shown, sourceFile } from '@weitiao/data';
import { z } from 'zod';

/** The unified form of Alpaca-CoT: objects of `instruction`, `input` and `output`. */
export const alpaca = defineSource({
  name: 'alpaca',
  licence: 'that of the file, as its publisher states it',
  options: z.strictObject({
    from: z
      .string()
      .min(1)
      .describe(
        'JSON file: an array, or one object a line, of { instruction, input, output }. Any path; relative to the study file.',
      ),
    rows: z.int().positive().optional().describe('Only the first so many rows.'),
  }),
  async *conversations({ from, rows = Infinity }, services) {
    let taken = 0;
    for await (const { value, line } of readJson(sourceFile(from, services), services.signal)) {
      yield conversation(value, `${from}:${line}`);
      if (++taken >= rows) return;
    }
  },
});

function conversation(row: unknown, at: string): Conversation {
  if (!isRecord(row)) {
    throw new DataFormatError(
      at,
      `This row is ${shown(row)}; an object with instruction, input and output was wanted.`,
    );
  }
  // Many files leave the input out, or write null, where there is none.
  const fields = { ...row, input: row['input'] ?? '' };
  for (const field of ['instruction', 'input', 'output']) {
    const fault = fieldFault(field === 'input' ? fields : row, field);
    if (fault) throw new DataFormatError(at, fault);
  }
  const { instruction, input, output } = fields as unknown as Record<'instruction' | 'input' | 'output', string>;
  return {
    turns: [
      { role: 'user', content: instruction, ...(input === '' ? {} : { input }) },
      { role: 'assistant', content: output },
    ],
  };
}
