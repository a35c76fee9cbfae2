import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRaw } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readSafetensorsHeader } from './read-header.js';

const folder = temporaryFolder();
const file = join(folder, 'some.safetensors');
const tensor = (dtype: unknown, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });
const good = { a: tensor('F32', [2, 3], [0, 24]), b: tensor('F16', [], [24, 26]), c: tensor('I64', [0, 7], [26, 26]) };

describe('readSafetensorsHeader', () => {
  it('says where each tensor lies', async () => {
    writeRaw(file, { __metadata__: { format: 'pt' }, ...good }, 26);
    const { tensors, metadata } = await readSafetensorsHeader(file);
    const start = tensors.get('a')!.position;
    expect(metadata).toEqual({ format: 'pt' });
    expect([...tensors.values()]).toEqual([
      { name: 'a', type: 'F32', shape: [2, 3], position: start, bytes: 24 },
      { name: 'b', type: 'F16', shape: [], position: start + 24, bytes: 2 },
      { name: 'c', type: 'I64', shape: [0, 7], position: start + 26, bytes: 0 },
    ]);
  });

  it.each<[string, unknown, number, number | undefined, RegExp]>([
    ['a header longer than the file', good, 26, 1e12, /its header claims 1000000000000 bytes, but the file has \d+/],
    ['a header that is no JSON', '{"a": [}', 26, undefined, /header is not JSON/],
    ['a header that is a list', [], 26, undefined, /header is no JSON object/],
    [
      'an unknown dtype',
      { a: tensor('F12', [2], [0, 3]) },
      3,
      undefined,
      /tensor "a": dtype is "F12", wanted was one of BOOL/,
    ],
    ['a negative length', { a: tensor('F32', [-2], [0, 8]) }, 8, undefined, /tensor "a": shape is \[-2\]/],
    ['a fraction of a length', { a: tensor('F32', [1.5], [0, 6]) }, 6, undefined, /tensor "a": shape is \[1.5\]/],
    [
      'lengths beyond counting',
      { a: tensor('F32', [2 ** 40, 2 ** 40], [0, 8]) },
      8,
      undefined,
      /takes 4.8\d+e\+24 bytes/,
    ],
    [
      'offsets in the wrong order',
      { a: tensor('F32', [2], [8, 0]) },
      8,
      undefined,
      /data_offsets is \[8,0\], wanted was \[start, end\]/,
    ],
    [
      'a shape that lies',
      { a: tensor('F32', [3], [0, 8]) },
      8,
      undefined,
      /shape \[3\] of F32 takes 12 bytes, .* span 8/,
    ],
    [
      'a truncated file',
      good,
      20,
      undefined,
      /tensor "a": it ends at byte 24 of the data, but only 20 bytes follow.*truncated/,
    ],
    [
      'an overlap',
      { a: tensor('F32', [2], [0, 8]), b: tensor('F32', [2], [4, 12]) },
      12,
      undefined,
      /tensor "b": .*overlaps the tensor before/,
    ],
    [
      'the same bytes twice',
      { a: tensor('F32', [2], [0, 8]), b: tensor('F32', [2], [0, 8]) },
      8,
      undefined,
      /overlaps/,
    ],
    [
      'a hole',
      { a: tensor('F32', [2], [0, 8]), b: tensor('F32', [2], [12, 20]) },
      20,
      undefined,
      /tensor "b": .*leaves 4 bytes before it/,
    ],
    ['bytes after the last tensor', good, 30, undefined, /4 bytes at the end belong to no tensor/],
    ['an entry that is no object', { a: 7 }, 0, undefined, /tensor "a": its entry is 7/],
    ['metadata that is no text', { __metadata__: { n: 1 }, ...good }, 26, undefined, /__metadata__ is \{"n":1\}/],
  ])('refuses %s', async (_, header, bytes, claimed, message) => {
    writeRaw(file, header, bytes, claimed);
    const error = await readSafetensorsHeader(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataFormatError);
    expect((error as DataFormatError).at).toBe(file);
    expect((error as DataFormatError).message).toMatch(message);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /it has 0 bytes/],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n',
      /Git LFS pointer of 66 bytes.*git lfs pull/,
    ],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', /a web page.*Download it again/],
    ['a pickle', Buffer.from('PK\x03\x04 and more of it'), /PyTorch pickle/],
    ['an old pickle', Buffer.from('\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.', 'latin1'), /PyTorch pickle/],
    ['a file of the size of its length', Buffer.alloc(8), /not JSON/],
  ])('recognises %s', async (_, content, message) => {
    writeFileSync(file, content);
    await expect(readSafetensorsHeader(file)).rejects.toThrow(message);
    await expect(readSafetensorsHeader(file)).rejects.toBeInstanceOf(DataFormatError);
  });

  it('does not take a header of 640 bytes for a pickle, whose first bytes are the same', async () => {
    const header = JSON.stringify({ x: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }).padEnd(640);
    writeFileSync(
      file,
      Buffer.concat([Buffer.from([0x80, 2, 0, 0, 0, 0, 0, 0]), Buffer.from(header), Buffer.alloc(4)]),
    );
    expect([...(await readSafetensorsHeader(file)).tensors.keys()]).toEqual(['x']);
  });

  it('says that there is no such file, and that a folder is none', async () => {
    await expect(readSafetensorsHeader(join(folder, 'absent.safetensors'))).rejects.toThrow(
      /absent.safetensors: there is no such file/,
    );
    await expect(readSafetensorsHeader(folder)).rejects.toBeInstanceOf(DataFormatError);
  });
});
