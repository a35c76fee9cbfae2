import { DataFormatError } from '@weitiao/core';
import { readLines } from './read-lines.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/**
 * One JSON document a line; blank lines are passed over.
 * @throws DataFormatError with file and line
 */
export async function* readJsonLines(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Row, void, undefined> {
  for await (const { value: text, line } of readLines(file, signal)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      const reason = (cause as Error).message;
      throw new DataFormatError(
        `${file.name}:${line}`,
        `is not valid JSON: ${reason}. Each line must be a whole JSON document.`,
        { cause },
      );
    }
    yield { value, line };
  }
}
