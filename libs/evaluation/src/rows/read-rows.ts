import { readFile } from 'node:fs/promises';
import { DataFormatError } from '@weitiao/core';
import { jsonLine, wholeLines } from './json-line.js';
import { rowShape, type Row } from './row.js';

/** The rows of a finished evaluation, for reports. @throws DataFormatError with the line */
export async function readRows(path: string): Promise<Row[]> {
  return wholeLines(await readFile(path, 'utf8')).map((line, index) => {
    const parsed = rowShape.safeParse(jsonLine(line));
    if (!parsed.success) {
      throw new DataFormatError(
        `${path}:${index + 1}`,
        'this is no row of an evaluation. Run the evaluation again: it keeps the rows that are whole.',
      );
    }
    const { sum: _sum, ...row } = parsed.data;
    return row as Row;
  });
}
