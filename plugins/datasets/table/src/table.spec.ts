import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { describeInstructionSource } from '@weitiao/conformance';
import { OptionsError, StudyError } from '@weitiao/core';
import { conversationsOf, hasShared, services, sharedData, withShared } from './__fixtures__/services.js';
import table from './index.js';

const fixtures = fileURLToPath(new URL('__fixtures__', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weitiao-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Options = Parameters<typeof table>[0];
const columns = { user: '问题', assistant: '回答' };
const read = (options: Partial<Options> = {}) =>
  conversationsOf(table({ from: 'mine.csv', columns, ...options }), services(fixtures));
const readText = (
  from: string,
  content: string | Uint8Array,
  options: Partial<Options> = {},
  given = services(folder),
) => {
  writeFileSync(join(folder, from), content);
  return conversationsOf(table({ from, columns, ...options }), given);
};
const pairs = (conversations: Awaited<ReturnType<typeof read>>) =>
  conversations.map(({ turns }) => turns.map(({ content }) => content));

// More than is read at once, so that a file is open when nobody reads on.
const many = Array.from({ length: 3000 }, (_, index) => [`问${index}`, '答'.repeat(30)]);
const contents = {
  'many.csv': `问题,回答\n${many.map((row) => row.join()).join('\n')}`,
  'many.tsv': `问题\t回答\n${many.map((row) => row.join('\t')).join('\n')}`,
  'many.jsonl': many.map(([question, answer]) => JSON.stringify({ 问题: question, 回答: answer })).join('\n'),
};
for (const [from, content] of Object.entries(contents)) {
  writeFileSync(join(folder, from), content);
  describeInstructionSource({
    title: `table, ${from}`,
    source: () => table({ from, columns }),
    count: many.length,
    malformed: { source: () => table({ from: 'faulty.csv', columns }), at: 'faulty.csv:3' },
    folder,
  });
}
writeFileSync(join(folder, 'faulty.csv'), '问题,回答\n一,二\n三,\n');

describe('dataset table', () => {
  it('takes the columns that are named', async () => {
    expect(await read({ columns: { ...columns, system: '说明', category: '类别' }, rows: 2 })).toEqual([
      {
        turns: [
          { role: 'user', content: '写一句问候。' },
          { role: 'assistant', content: '你好！' },
        ],
        category: '闲聊',
      },
      {
        turns: [
          { role: 'system', content: '语气友好' },
          { role: 'user', content: '引用一句话，\n换行也可以。' },
          { role: 'assistant', content: '他说："行。"' },
        ],
        category: '写作',
      },
    ]);
    const [, , third] = await read({ columns: { ...columns, input: '说明' } });
    expect(third!.turns[0]).toEqual({ role: 'user', content: '翻译成英文', input: '谢谢' });
  });

  it('reads tabs, JSON and JSON lines alike', async () => {
    const expected = [['一', '二'], ['三', '四']]; // prettier-ignore
    expect(pairs(await readText('a.tsv', '问题\t回答\r\n一\t二\r\n三\t四'))).toEqual(expected);
    expect(pairs(await readText('a.json', '[{"问题": "一", "回答": "二"}, {"问题": "三", "回答": "四"}]'))).toEqual(
      expected,
    );
    expect(pairs(await readText('a.ndjson', '{"问题": "一", "回答": "二"}\n{"问题": "三", "回答": "四"}\n'))).toEqual(
      expected,
    );
    expect(pairs(await readText('a.txt', '问题,回答\n一,二\n三,四', { format: 'csv' }))).toEqual(expected);
    await expect(readText('a.txt', '')).rejects.toThrow(StudyError);
    await expect(readText('a.txt', '')).rejects.toThrow(
      'The name a.txt does not tell what is in the file. Say format: csv, tsv or json.',
    );
  });

  it('reads what spreadsheets write: a mark of the byte order, blanks around names, fields without a column', async () => {
    expect(pairs(await readText('a.csv', '\ufeff 问题 ,回答,\r\n一,二,\r\n,,\r\n', { onBadRow: 'skip' }))).toEqual([
      ['一', '二'],
    ]);
  });

  it('lists the columns where one is missing, and refuses one that is there twice', async () => {
    await expect(
      readText('a.csv', '问题,标准答案\n一,二\n', { columns: { ...columns, assistant: '标准回答' } }),
    ).rejects.toThrow('a.csv:1: has no column "标准回答". Did you mean "标准答案"?\n  Columns: 问题 · 标准答案');
    await expect(readText('a.csv', '问题,回答,问题\n一,二,三\n')).rejects.toThrow('a.csv:1: has 2 columns "问题"');
    await expect(readText('a.csv', '\n')).rejects.toThrow(
      'a.csv: is empty; a header row with the names of the columns was wanted.',
    );
  });

  it('knows its options', () => {
    expect(() => table({ from: 'x.csv', columns: { user: 'a', reply: 'b' } as never })).toThrow(OptionsError);
    expect(() => table({ from: 'x.csv', columns, onBadRows: 'skip' } as never)).toThrow(/Did you mean "onBadRow"\?/);
  });

  const run = hasShared ? it : it.skip;
  run(withShared('reads every question of the 52 files of C-Eval'), async () => {
    const files = readdirSync(join(sharedData, 'ceval/val'));
    const asked = { user: 'question', assistant: 'answer' };
    let rows = 0;
    for (const file of files) {
      rows += (await conversationsOf(table({ from: `ceval/val/${file}`, columns: asked }), services(sharedData)))
        .length;
    }
    expect([files.length, rows]).toEqual([52, 1346]);
  });
});
