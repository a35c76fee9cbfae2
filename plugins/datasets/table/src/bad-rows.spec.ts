import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { conversationsOf, services } from './__fixtures__/services.js';
import table from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-bad-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

const columns = { user: '问题', assistant: '回答' };
function read(
  content: string,
  options: { onBadRow?: 'error' | 'skip'; rows?: number; from?: string } = {},
  given = services(folder),
) {
  const from = options.from ?? 'mine.csv';
  writeFileSync(join(folder, from), content);
  return conversationsOf(table({ columns, ...options, from }), given);
}
const message = (content: string, options = {}) =>
  read(content, options).then(
    () => 'no error',
    (error: unknown) => (error instanceof DataFormatError ? error.message : Promise.reject(error as Error)),
  );

const good = Array.from({ length: 5203 }, (_, index) => `问${index},答${index}`);
const table318 = ['问题,回答', ...good.slice(0, 316), '怎么办？,', ...good.slice(316)].join('\n');

describe('a row that cannot be trained on', () => {
  it('is an error that names file, line, column and how many there are', async () => {
    expect(await message(table318)).toBe(
      'mine.csv:318  column 回答\n' +
        '  Empty reply: this row would train on nothing. 1 of 5,204 rows.\n' +
        '  Fill it, or say onBadRow: skip (skipped rows are counted in the report).',
    );
  });

  it('is skipped, counted and told when the options say so', async () => {
    const told = services(folder);
    expect(await read(table318, { onBadRow: 'skip' }, told)).toHaveLength(5203);
    expect(told.warnings).toEqual([
      'mine.csv: 1 of 5,204 rows skipped. line 318: Empty reply: this row would train on nothing.',
    ]);
  });

  it('is named with the next few, the others are counted', async () => {
    const content = `问题,回答\n${'a,\n'.repeat(7)}`;
    expect(await message(content)).toMatch(/nothing\. 7 of 7 rows\. Also lines 3, 4, 5, 6, …\.\n/);
    const told = services(folder);
    expect(await read(content, { onBadRow: 'skip' }, told)).toEqual([]);
    expect(told.warnings[0]).toMatch(/^mine.csv: 7 of 7 rows skipped\. line 2: .* And 2 more\.$/);
  });

  it('has its true line behind quoted line breaks', async () => {
    expect(await message('问题,回答\r\n"一\r\n二\r\n三",四\r\n五, \r\n')).toMatch(/^mine.csv:5 {2}column 回答\n/);
  });

  it('may ask nothing', async () => {
    expect(await message('问题,回答\n\u3000,二\n')).toBe(
      'mine.csv:2  column 问题\n  Empty instruction: this row asks nothing. 1 of 1 rows.\n' +
        '  Fill it, or say onBadRow: skip (skipped rows are counted in the report).',
    );
  });

  it('may have another number of fields than the header', async () => {
    expect(await message('问题,回答\n一,二,三\n')).toBe(
      'mine.csv:2\n  3 fields, which is not what the header has. 1 of 1 rows.\n' +
        '  A field that holds the separator or a line break must stand in quotes. Correct it, or say onBadRow: skip ' +
        '(skipped rows are counted in the report).',
    );
    expect(await message('问题,回答\n一\n')).toMatch(/^mine.csv:2\n {2}1 field,/);
  });

  it('may hold no text, lack a column or be no object, in JSON', async () => {
    const from = 'mine.jsonl';
    expect(await message('{"问题": "一", "回答": 2}', { from })).toMatch(
      /^mine.jsonl:1 {2}column 回答\n {2}Field "回答" is 2; a text was wanted\. 1 of 1 rows\./,
    );
    expect(await message('{"问题": "一"}', { from })).toMatch(
      /^mine.jsonl:1 {2}column 回答\n {2}This row has no field "回答"\. 1 of 1 rows\.\n {2}It has: 问题\n/,
    );
    expect(await message('{"问题": "一", "回答": "二"}\n"三"', { from })).toMatch(
      /^mine.jsonl:2\n {2}This row is "三"; an object was wanted\./,
    );
  });

  it('does not matter beyond the rows that are asked for', async () => {
    expect(await read(table318, { rows: 316 })).toHaveLength(316);
    expect(await message(table318, { rows: 400 })).toMatch(/1 of 400 rows/);
  });

  it('is an error whatever is said when the file itself is malformed', async () => {
    expect(await message('问题,回答\n一,"二\n', { onBadRow: 'skip' })).toMatch(/^mine.csv:2: a quote is opened/);
    expect(await message('{"问题": "一", "回答": "二"\n', { onBadRow: 'skip', from: 'mine.jsonl' })).toMatch(
      /^mine.jsonl:1: is not valid JSON/,
    );
  });
});
