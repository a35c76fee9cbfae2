import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect, failure } from '../__fixtures__/collect.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readDelimited } from './read-delimited.js';

const folder = temporaryFolder();
const read = (content: string | Uint8Array, separator = ',') =>
  readDelimited(folder.file('data.csv', content), separator);

describe('readDelimited', () => {
  it('gives back every table that was written, and the lines of its rows', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '好', '"', ',', '\t', '\n', ' ', '😀'), maxLength: 6 });
    const table = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.constantFrom('\n', '\r\n', '\r'))
      .chain(([columns, end]) =>
        fc.record({
          end: fc.constant(end),
          rows: fc.array(fc.array(text, { minLength: columns, maxLength: columns })),
        }),
      );
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', '\t'), fc.boolean(), async ({ rows, end }, separator, isEnded) => {
        const quoted = (field: string) => (/["\n,\t]|^ | $/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
        const lines = rows.map((row) => row.map(quoted).join(separator));
        const content = lines.join('\n').replaceAll('\n', end) + (isEnded ? end : '');
        let line = 1;
        const expected = rows.map((value, index) => {
          const begins = line;
          line += lines[index]!.split('\n').length;
          return { value, line: begins };
        });
        expect(await collect(read(content, separator))).toEqual(expected);
      }),
    );
  });

  it('reads over the ends of its pieces', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [String(index), `第${index}行\n"引号"，逗号,`]);
    const content = rows.map(([first, second]) => `${first},"${second!.replaceAll('"', '""')}"\r\n`).join('');
    const found = await collect(read(content));
    expect(found.map(({ value }) => value)).toEqual(rows);
    expect(found.map(({ line }) => line)).toEqual(rows.map((_, index) => 2 * index + 1));
  });

  it('passes over a byte order mark and blank lines', async () => {
    expect(await collect(read('\ufeff问题,回答\r\n\r\n一,二\r\n'))).toEqual([
      { value: ['问题', '回答'], line: 1 },
      { value: ['一', '二'], line: 3 },
    ]);
    expect(await collect(read(''))).toEqual([]);
  });

  it('refuses a quote that nobody closes, at the row that opens it', async () => {
    expect(await failure(read('a,b\n1,"2\n3,4\n5,6\n'))).toMatch(
      /^data.csv:2: a quote is opened in this row and never closed/,
    );
  });

  it('refuses a field that goes on behind its quotes', async () => {
    expect(await failure(read('a,b\n"x\ny",1\n"2" 3,4\n'))).toMatch(
      /^data.csv:4: a field of this row goes on after its closing quote/,
    );
  });

  it('does not read on for ever after an open quote', async () => {
    const content = `a,b\n1,"2\n${'3,4\n'.repeat(1_200_000)}`;
    expect(await failure(read(content))).toMatch(/^data.csv:2: a quote is opened/);
  });
});
