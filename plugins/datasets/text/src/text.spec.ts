import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { describeTextSource } from '@weitiao/conformance';
import { DataFormatError, OptionsError, StudyError } from '@weitiao/core';
import text from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

type Options = Parameters<typeof text>[0];
async function read(from: string, options: Partial<Options> = {}) {
  const warnings: string[] = [];
  const services = {
    folder,
    signal: new AbortController().signal,
    warn: (message: string) => void warnings.push(message),
  };
  const texts: string[] = [];
  for await (const document of text({ from, ...options }).documents(services)) texts.push(document.text);
  return { texts, warnings };
}
const textsOf = async (from: string, options: Partial<Options> = {}) => (await read(from, options)).texts;
const refusal = (from: string, options: Partial<Options> = {}) =>
  read(from, options).then(
    () => 'no error',
    (error: unknown) => (error instanceof DataFormatError ? error.message : Promise.reject(error as Error)),
  );

// More than is read at once, so that a file is open when nobody reads on.
const many = Array.from({ length: 3000 }, (_, index) => `第${index}行：${'春眠不觉晓。'.repeat(6)}`);
put('many.txt', many.join('\n'));
put('many.jsonl', many.map((line) => JSON.stringify({ text: line })).join('\n'));
put('many.csv', ['text', ...many].join('\n'));
put('bad.jsonl', '{"text":"一"}\n{"texts":"二"}');
const malformed = { source: () => text({ from: 'bad.jsonl' }), at: 'bad.jsonl:2' };
for (const from of ['many.txt', 'many.jsonl', 'many.csv'])
  describeTextSource({
    title: from,
    source: () => text({ from, document: 'line' }),
    count: 3000,
    folder,
    ...(from === 'many.jsonl' && { malformed }),
  });

describe('a text file', () => {
  const content = '\ufeff静夜思\r\n床前明月光，\r\n\r\n \u3000\n\n疑是地上霜。\n';

  it('is one document, as it is, or as many as it has paragraphs or lines', async () => {
    put('a.txt', content);
    expect(await textsOf('a.txt')).toEqual([content.slice(1)]);
    expect(await textsOf('a.txt', { document: 'paragraph' })).toEqual(['静夜思\n床前明月光，', '疑是地上霜。']);
    expect(await textsOf('a.txt', { document: 'line' })).toEqual(['静夜思', '床前明月光，', '疑是地上霜。']);
  });

  it('may be one of a folder, whose files come in the order of their paths', async () => {
    put('books/b/2.txt', '二');
    put('books/b/10.md', '十');
    put('books/a.jsonl', '{"text":"甲"}\n"乙"');
    put('books/.hidden.txt', '隐');
    put('books/cover.png', new Uint8Array([137, 80]));
    expect(await read('books')).toEqual({
      texts: ['甲', '乙', '十', '二'],
      warnings: ['books: 1 files are left out.'],
    });
    expect(await textsOf('books', { format: 'json' })).toHaveLength(2);
    expect(await textsOf('books', { documents: 3 })).toEqual(['甲', '乙', '十']);
  });

  it('is refused when it is empty, binary or not UTF-8, by file and line', async () => {
    put('empty.txt', '');
    expect(await refusal('empty.txt')).toMatch(
      /^empty\.txt:1\n {2}Empty: there is no text to train on\. 1 of 1 rows\./,
    );
    put('blank/a.txt', ' \n\n');
    expect(await read('blank', { onBadRow: 'skip' })).toEqual({
      texts: [],
      warnings: ['blank/a.txt: 1 of 1 rows skipped. line 1: Empty: there is no text to train on.'],
    });
    put('binary.txt', 'ok\nELF\0\0\u0001');
    expect(await refusal('binary.txt', { document: 'line' })).toBe(
      'binary.txt:2: holds a NUL character: this is no text but a binary file, or a damaged one.',
    );
    put('gbk.txt', new Uint8Array([0x61, 0x0a, 0xb4, 0xba, 0xc3, 0xdf]));
    expect(await refusal('gbk.txt')).toMatch(/^gbk\.txt:2: this line is not UTF-8\. .*GBK/);
    expect(await refusal('none.txt')).toMatch(/^none\.txt: no such file/);
  });

  it('is refused when it is a folder without text, or its name does not tell what it is', async () => {
    put('pictures/a.png', 'x');
    expect(await refusal('pictures')).toMatch(/^pictures: holds no file of text\. 1 other files/);
    put('dump', '一');
    await expect(read('dump')).rejects.toThrow(StudyError);
    expect(await textsOf('dump', { format: 'text' })).toEqual(['一']);
  });
});

describe('a table or JSON', () => {
  it('names the first row without text, and how many there are', async () => {
    put('news.jsonl', ['{"text":"一"}', '{"texts":"二"}', '{"text":" "}', '7'].join('\n'));
    expect(await refusal('news.jsonl')).toBe(
      'news.jsonl:2  column text\n' +
        '  This row has no field "text". Did you mean "texts"? 3 of 4 rows. Also lines 3, 4.\n' +
        '  It has: texts\n' +
        '  Correct it, name another column, or say onBadRow: skip (skipped rows are counted in the report).',
    );
    expect(await read('news.jsonl', { onBadRow: 'skip' })).toMatchObject({
      texts: ['一'],
      warnings: [
        expect.stringMatching(/^news\.jsonl: 3 of 4 rows skipped\. line 2: .*line 4: This row is 7; an object/),
      ],
    });
  });

  it('is read by its column', async () => {
    put('news.csv', '题,文\n甲,"一\n二"\n');
    expect(await textsOf('news.csv', { column: '文' })).toEqual(['一\n二']);
    expect(await refusal('news.csv')).toMatch(/^news\.csv:1: has no column "text"/);
  });
});

it('says what its licence is, and refuses options that there are not', () => {
  expect(text({ from: 'a.txt' }).licence).toBe("the user's own text");
  expect(text({ from: 'a.txt', licence: 'CC0' }).licence).toBe('CC0');
  expect(() => text({ from: 'a.txt', documnt: 'line' } as Options)).toThrow(OptionsError);
});
