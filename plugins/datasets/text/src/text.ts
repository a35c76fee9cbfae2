import { DataFormatError, defineTextSource, type Document } from '@weitiao/core';
import { BadRows, readTable, type Row } from '@weitiao/data';
import { cutText } from './cut-text.js';
import { textOf } from './document-fault.js';
import { textFiles, type TextFile } from './text-files.js';
import { textOptions, type TextOptions } from './text-options.js';

/** Plain text of the user's own. */
export const text = defineTextSource({
  name: 'text',
  licence: ({ licence }) => licence,
  options: textOptions,
  async *documents(options, services) {
    const { documents: limit = Infinity, onBadRow } = options;
    let given = 0;
    for (const file of await textFiles(options, services)) {
      const bad = new BadRows(file.name);
      let rows = 0;
      try {
        for await (const row of rowsOf(file, options, services.signal)) {
          rows++;
          const found = textOf(row, options.column);
          if (typeof found !== 'string') bad.add(row.line, found);
          else if (!bad.any || onBadRow === 'skip') {
            yield documentOf(found, `${file.name}:${row.line}`);
            given++;
          }
          if (given >= limit) return;
        }
        if (bad.any && onBadRow === 'error') throw bad.error(rows);
      } finally {
        if (bad.any && onBadRow === 'skip') services.warn(bad.summary(rows));
      }
    }
  },
});

function rowsOf(
  file: TextFile,
  { document, column }: TextOptions,
  signal: AbortSignal,
): AsyncGenerator<Row, void, undefined> {
  return file.format === 'text' ? cutText(file, document, signal) : readTable(file, file.format, [column], signal);
}

/** @throws DataFormatError when there is a character in it that no text has */
function documentOf(found: string, at: string): Document {
  if (found.includes('\0'))
    throw new DataFormatError(at, 'holds a NUL character: this is no text but a binary file, or a damaged one.');
  return { text: found };
}
