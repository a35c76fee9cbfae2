import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { contentHash } from './content-hash.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the hash of contents', () => {
  it('is that of the bytes, wherever they lie', async () => {
    mkdirSync(join(folder, 'a/deep'), { recursive: true });
    writeFileSync(join(folder, 'a/x'), 'one');
    writeFileSync(join(folder, 'a/deep/y'), 'two');
    cpSync(join(folder, 'a'), join(folder, 'b'), { recursive: true });
    expect(await contentHash(join(folder, 'b'))).toBe(await contentHash(join(folder, 'a')));
    writeFileSync(join(folder, 'b/deep/y'), 'three');
    expect(await contentHash(join(folder, 'b'))).not.toBe(await contentHash(join(folder, 'a')));
  });

  it('of a file is SHA-256', async () => {
    writeFileSync(join(folder, 'file'), 'abc');
    expect(await contentHash(join(folder, 'file'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('is an error where there is nothing', async () => {
    await expect(contentHash(join(folder, 'none'))).rejects.toThrow('there is no such file or folder');
  });
});
