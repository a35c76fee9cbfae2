import { readText } from './read-text.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/** The lines of a file that are not blank, without their line ends. */
export async function* readLines(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Row<string>, void, undefined> {
  for await (const row of readEveryLine(file, signal)) if (row.value.trim() !== '') yield row;
}

/** The lines of a file, blank ones too, without their line ends. */
export async function* readEveryLine(
  file: SourceFile,
  signal?: AbortSignal,
): AsyncGenerator<Row<string>, void, undefined> {
  let rest: string[] = [];
  let line = 1;
  for await (const text of readText(file, signal)) {
    const parts = text.split('\n');
    rest.push(parts[0]!);
    if (parts.length === 1) continue;
    yield { value: rest.join(''), line: line++ };
    for (const value of parts.slice(1, -1)) yield { value, line: line++ };
    rest = [parts.at(-1)!];
  }
  const last = rest.join('');
  if (last !== '') yield { value: last, line };
}
