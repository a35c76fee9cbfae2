import { DataFormatError } from '@weitiao/core';
import Papa from 'papaparse';
import { count, readText } from './read-text.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/** A row that is longer has a quote that nobody closed. */
const longestRow = 2 ** 22;

/**
 * The fields of each row of a CSV or TSV file. Rows may go over several lines in quotes; line ends of every kind read as "\n".
 * @param separator one character
 * @throws DataFormatError with file and line
 */
export async function* readDelimited(
  file: SourceFile,
  separator: string,
  signal?: AbortSignal,
): AsyncGenerator<Row<string[]>, void, undefined> {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  let rest = '';
  let line = 1;
  const parse = function* (isLast: boolean): Generator<Row<string[]>> {
    const { data, errors, meta } = parser.parse(rest, 0, !isLast) as Papa.ParseResult<string[]>;
    for (const [index, fields] of data.entries()) {
      const fault = errors.find(({ row }) => row === index);
      if (fault) throw new DataFormatError(`${file.name}:${line}`, quoteFault(fault.code));
      if (fields.length > 1 || fields[0] !== '') yield { value: fields, line };
      line += 1 + fields.reduce((sum, field) => sum + count(field, '\n'), 0);
    }
    rest = rest.slice(meta.cursor);
  };
  for await (const text of withPlainLineEnds(readText(file, signal))) {
    rest += text;
    yield* parse(false);
    if (rest.length > longestRow) throw new DataFormatError(`${file.name}:${line}`, quoteFault('MissingQuotes'));
  }
  if (rest !== '') yield* parse(true);
}

const quoteFault = (code: string): string =>
  code === 'MissingQuotes'
    ? 'a quote is opened in this row and never closed. A quote inside a field is written twice: "".'
    : 'a field of this row goes on after its closing quote. A quote inside a field is written twice: "".';

async function* withPlainLineEnds(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held = '';
  for await (const text of texts) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}
