import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseJson } from '@weitiao/checkpoint';
import { DataFormatError } from '@weitiao/core';

/**
 * The lines of a file's texts: of a text file its lines, of JSON and JSON lines those of every text in it, wherever it stands.
 * @throws DataFormatError
 */
export async function* textsOf(file: string): AsyncGenerator<string> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile())
    throw new DataFormatError(file, found ? 'it is a folder, wanted was a file of text.' : 'there is no such file.');
  if (file.endsWith('.json')) {
    const text = await readFile(file, 'utf8');
    // Some data sets call JSON lines .json.
    if (!isJson(text)) return yield* texts(text.split('\n').flatMap((line, at) => parsed(line, file, at)));
    return yield* texts(parseJson(text, file));
  }
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (file.endsWith('.jsonl')) yield* texts(parsed(line, file, number++));
    else yield line;
  }
}

const parsed = (line: string, file: string, at: number): unknown[] =>
  line.trim() === '' ? [] : [parseJson(line, `${file}:${at + 1}`)];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return !text.trimStart().startsWith('{');
  }
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield* value.split(/\r?\n/);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* texts(inner);
}
