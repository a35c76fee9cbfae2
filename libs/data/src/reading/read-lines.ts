import { readText } from './read-text.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/** The lines of a file that are not blank, without their line ends. */
export async function* readLines(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Row<string>, void, undefined> {
  let rest = '';
  let line = 1;
  for await (const text of readText(file, signal)) {
    const parts = text.split('\n');
    parts[0] = rest + parts[0]!;
    rest = parts.pop()!;
    for (const part of parts) {
      if (part.trim() !== '') yield { value: part, line };
      line++;
    }
  }
  if (rest.trim() !== '') yield { value: rest, line };
}
