import { DataFormatError, didYouMean } from '@weitiao/core';
import { readDelimited } from './read-delimited.js';
import { readJson } from './read-json.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/** csv: fields with commas; tsv: with tabs; json: an array, or one value a line. */
export type TableFormat = 'csv' | 'tsv' | 'json';

const separators = { csv: ',', tsv: '\t' } as const;

/**
 * The rows of a table: JSON values as they are, lines of fields as objects by the header row. A row with another number of fields than the
 * header comes as the list of its fields.
 * @param wanted columns that must be in the header
 * @throws DataFormatError with file and line
 */
export async function* readTable(
  file: SourceFile,
  format: TableFormat,
  wanted: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Row, void, undefined> {
  if (format === 'json') {
    yield* readJson(file, signal);
    return;
  }
  let header: readonly string[] | undefined;
  for await (const { value: fields, line } of readDelimited(file, separators[format], signal)) {
    if (header === undefined) header = checkedHeader(fields, wanted, `${file.name}:${line}`);
    else yield { value: rowOf(header, fields), line };
  }
  if (header === undefined)
    throw new DataFormatError(file.name, 'is empty; a header row with the names of the columns was wanted.');
}

function checkedHeader(fields: readonly string[], wanted: readonly string[], at: string): string[] {
  const header = fields.map((field) => field.trim());
  for (const column of wanted) {
    const found = header.filter((name) => name === column).length;
    if (found === 0) {
      throw new DataFormatError(
        at,
        `has no column "${column}".${didYouMean(column, header)}\n  Columns: ${header.join(' · ')}`,
      );
    }
    if (found > 1) throw new DataFormatError(at, `has ${found} columns "${column}"; give them different names.`);
  }
  return header;
}

/** Blank fields behind the last column are let pass: spreadsheets write them. */
function rowOf(header: readonly string[], fields: readonly string[]): unknown {
  const beyond = fields.slice(header.length);
  if (fields.length < header.length || beyond.some((field) => field.trim() !== '')) return fields;
  return Object.fromEntries(header.map((name, index) => [name, fields[index]]));
}
