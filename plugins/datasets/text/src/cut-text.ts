import { DataFormatError } from '@weitiao/core';
import { readEveryLine, readText, type Row, type SourceFile } from '@weitiao/data';
import type { TextOptions } from './text-options.js';

/** Characters of the longest document; a longer one would have to be held in memory as a whole. */
const longest = 2 ** 25;

/**
 * The documents of a text file. Characters stay as the file has them; of lines and paragraphs only the line ends are made plain.
 * @throws DataFormatError with file and line
 */
export function cutText(
  file: SourceFile,
  document: TextOptions['document'],
  signal: AbortSignal,
): AsyncGenerator<Row<string>, void, undefined> {
  if (document === 'file') return wholeFile(file, signal);
  return document === 'line' ? lines(file, signal) : paragraphs(file, signal);
}

async function* wholeFile(file: SourceFile, signal: AbortSignal): AsyncGenerator<Row<string>, void, undefined> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of readText(file, signal)) {
    length += piece.length;
    if (length > longest) throw tooLong(file, 1);
    pieces.push(piece);
  }
  yield { value: pieces.join(''), line: 1 };
}

async function* lines(file: SourceFile, signal: AbortSignal): AsyncGenerator<Row<string>, void, undefined> {
  for await (const { value, line } of readEveryLine(file, signal)) {
    if (value.length > longest) throw tooLong(file, line);
    if (value.trim() !== '') yield { value: plain(value), line };
  }
}

async function* paragraphs(file: SourceFile, signal: AbortSignal): AsyncGenerator<Row<string>, void, undefined> {
  let open: string[] = [];
  let [begins, length] = [1, 0];
  for await (const { value, line } of readEveryLine(file, signal)) {
    if (value.trim() === '') {
      if (open.length > 0) yield { value: open.join('\n'), line: begins };
      [open, length] = [[], 0];
      continue;
    }
    if (open.length === 0) begins = line;
    open.push(plain(value));
    length += value.length;
    if (length > longest) throw tooLong(file, begins);
  }
  if (open.length > 0) yield { value: open.join('\n'), line: begins };
}

const plain = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

const tooLong = (file: SourceFile, line: number): DataFormatError =>
  new DataFormatError(
    `${file.name}:${line}`,
    `a document of more than ${longest.toLocaleString('en-US')} characters begins here; that much would be held in memory. Say document: paragraph or line, or part the file.`,
  );
