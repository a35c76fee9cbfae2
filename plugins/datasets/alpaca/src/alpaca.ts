import { DataFormatError, defineSource, type Conversation } from '@weitiao/core';
import { isRecord, readJson, shown, sourceFile, textField } from '@weitiao/data';
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
    for await (const { value, line } of readJson(await sourceFile(from, services), services.signal)) {
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
  const instruction = textField(row, 'instruction', at);
  const output = textField(row, 'output', at);
  // Many files leave the input out, or write null, where there is none.
  const input = row['input'] === undefined || row['input'] === null ? '' : textField(row, 'input', at);
  return {
    turns: [
      { role: 'user', content: instruction, ...(input === '' ? {} : { input }) },
      { role: 'assistant', content: output },
    ],
  };
}
