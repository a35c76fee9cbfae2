import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { collect, failure } from '../__fixtures__/collect.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readText } from './read-text.js';

const folder = temporaryFolder();

describe('readText', () => {
  it('gives the whole text, also where pieces end inside a character', async () => {
    const text = '一二三😀'.repeat(20_000);
    const pieces = await collect(readText(folder.file('long.txt', text)));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('') === text).toBe(true);
  });

  it('leaves a byte order mark out', async () => {
    expect((await collect(readText(folder.file('bom.txt', '\ufeff你好')))).join('')).toBe('你好');
  });

  it('tells the line of what is not UTF-8', async () => {
    const file = folder.file(
      'gbk.csv',
      Buffer.concat([Buffer.from('好\n好\n'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3])]),
    );
    expect(await failure(readText(file))).toMatch(/^gbk.csv:3: this line is not UTF-8.*iconv -f GB18030 -t UTF-8/);
  });

  it('tells of a file that ends inside a character', async () => {
    const file = folder.file('cut.txt', Buffer.from('好\n好').subarray(0, 6));
    expect(await failure(readText(file))).toMatch(/^cut.txt:2: this line is not UTF-8/);
  });

  it('tells of UTF-16', async () => {
    expect(await failure(readText(folder.file('excel.txt', Buffer.from('\ufeff你', 'utf16le'))))).toMatch(
      /is UTF-16; UTF-8 was wanted/,
    );
  });

  it('names the nearest file where there is none', async () => {
    folder.file('train.jsonl', '');
    const file = { path: join(folder.path, 'train.josnl'), name: 'data/train.josnl' };
    const message = await failure(readText(file));
    expect(message).toBe(`data/train.josnl: no such file (${file.path}). Did you mean "train.jsonl"?`);
  });

  it('tells a folder from a file', async () => {
    mkdirSync(join(folder.path, 'inner'));
    const file = { path: join(folder.path, 'inner'), name: 'inner' };
    expect(await failure(readText(file))).toBe('inner: is a folder; a file was wanted.');
  });

  it('stops when the run is stopped', async () => {
    const file = folder.file('stopped.txt', 'x'.repeat(200_000));
    await expect(collect(readText(file, AbortSignal.abort()))).rejects.toThrow(/abort/i);
  });
});
