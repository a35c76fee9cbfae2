import { DataFormatError } from '@weitiao/core';
import { readJsonArray } from './read-json-array.js';
import { readJsonLines } from './read-json-lines.js';
import { readText } from './read-text.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/**
 * The rows of a JSON file, be it one array or one document a line: the first character tells, the name does not (BELLE's .json files are
 * lines).
 * @throws DataFormatError with file and line
 */
export async function* readJson(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Row, void, undefined> {
  const first = await firstCharacter(file, signal);
  if (first === undefined) throw new DataFormatError(file.name, 'is empty.');
  if (first !== '[' && first !== '{') {
    throw new DataFormatError(
      `${file.name}:1`,
      `begins with "${first}"; a JSON array, or one JSON object a line, was wanted.`,
    );
  }
  yield* first === '[' ? readJsonArray(file, signal) : readJsonLines(file, signal);
}

async function firstCharacter(file: SourceFile, signal?: AbortSignal): Promise<string | undefined> {
  for await (const text of readText(file, signal)) {
    const [first] = text.trimStart();
    if (first !== undefined) return first;
  }
  return undefined;
}
