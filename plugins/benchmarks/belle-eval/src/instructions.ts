import { DataFormatError, didYouMean, type Services } from '@weitiao/core';
import { fieldFault, isRecord, readJson, shown, sourceFile } from '@weitiao/data';

/** Categories are written "open QA" in one file and "open qa" in the other, and "closed qa" with a space that does not break. */
export const categoryOf = (written: string): string => written.replace(/\s+/g, ' ').trim().toLowerCase();

/** A row of texts. @throws DataFormatError */
export function texts<Field extends string>(row: unknown, fields: readonly Field[], at: string): Record<Field, string> {
  if (!isRecord(row)) throw new DataFormatError(at, `This row is ${shown(row)}; an object was wanted.`);
  for (const field of fields) {
    const fault = fieldFault(row, field);
    if (fault) throw new DataFormatError(at, fault);
  }
  return row as Record<Field, string>;
}

/** What the judge is told for a category. @throws DataFormatError that lists the categories there are */
export type Instructions = (category: string, at: string) => string;

/** Reads eval_prompt.json. @throws DataFormatError with file and line */
export async function readInstructions(from: string, services: Services): Promise<Instructions> {
  const name = `${from}/eval_prompt.json`;
  const found = new Map<string, string>();
  for await (const { value, line } of readJson(await sourceFile(name, services), services.signal)) {
    const row = texts(value, ['class', 'prompt'], `${name}:${line}`);
    found.set(categoryOf(row.class), row.prompt);
  }
  return (category, at) => {
    const instruction = found.get(category);
    if (instruction !== undefined) return instruction;
    const known = [...found.keys()];
    throw new DataFormatError(
      at,
      `${name} has nothing for the class "${category}".${didYouMean(category, known)}\n  It has: ${known.join(', ')}`,
    );
  };
}
