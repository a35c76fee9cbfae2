import { afterAll, describe, expect, it } from '@jest/globals';
import { CannotWriteError } from '@weitiao/core';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOnlyDisk, smallDisk } from '../__fixtures__/small-disk.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { createExclusively } from './create-exclusively.js';
import { writeFolder } from './replace-folder.js';
import { writeFileAtomically, writeStreamAtomically } from './write-file-atomically.js';

const folder = temporaryFolder();

describe('writeFileAtomically', () => {
  it('makes the folders on the way and leaves one file', async () => {
    const path = join(folder, 'new/inner/file.txt');
    await writeFileAtomically(path, 'content');
    await writeFileAtomically(path, Buffer.from('more content'));
    expect(readFileSync(path, 'utf8')).toBe('more content');
    expect(readdirSync(join(folder, 'new/inner'))).toEqual(['file.txt']);
  });

  it('leaves the old content and nothing else when the writing fails midway', async () => {
    const path = join(folder, 'old/file.txt');
    await writeFileAtomically(path, 'old');
    const failing = writeStreamAtomically(path, async (handle) => {
      await handle.writeFile('half of it');
      throw new RangeError('midway');
    });
    await expect(failing).rejects.toThrow(new RangeError('midway'));
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'old'))).toEqual(['file.txt']);
  });

  it('says that a file is where a folder should be, and a folder where the file', async () => {
    writeFileSync(join(folder, 'plain'), '');
    mkdirSync(join(folder, 'taken/inner'), { recursive: true });
    await refused(
      writeFileAtomically(join(folder, 'plain/file.txt'), 'x'),
      /Cannot write .*plain\/file.txt: a (part of that path is a file|file of that name)/,
    );
    await refused(
      writeFileAtomically(join(folder, 'taken'), 'x'),
      /Cannot write .*taken: a folder of that name is in the way/,
    );
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

const full = smallDisk();
(full ? describe : describe.skip)(full ? 'on a full disk' : 'on a full disk (needs the right to mount one)', () => {
  const root = full?.folder ?? '';
  const large = Buffer.alloc(2 ** 21, 1);
  afterAll(() => full?.free());

  it('a file is refused, the old one stays, and the space is free again', async () => {
    await writeFileAtomically(join(root, 'file.txt'), 'old');
    await refused(writeFileAtomically(join(root, 'file.txt'), large), /Cannot write .*file.txt: the disk is full/);
    expect(readFileSync(join(root, 'file.txt'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['file.txt']);
    await writeFileAtomically(join(root, 'file.txt'), Buffer.alloc(2 ** 19));
  });

  it('a file that several may create is refused whole', async () => {
    await refused(createExclusively(join(root, 'claim.txt'), 'x'.repeat(2 ** 21)), /the disk is full/);
    expect(readdirSync(root)).toEqual(['file.txt']);
  });

  it('a folder is refused and the old one stays', async () => {
    const target = join(root, 'adapter');
    await writeFolder(target, 'marker', async (inner) => writeFileSync(join(inner, 'marker'), 'old'));
    await refused(
      writeFolder(target, 'marker', async (inner) => writeFileAtomically(join(inner, 'marker'), large)),
      /Cannot write .*: the disk is full/,
    );
    expect(readFileSync(join(target, 'marker'), 'utf8')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['adapter', 'file.txt']);
  });
});

const frozen = readOnlyDisk();
(frozen ? describe : describe.skip)(
  frozen ? 'on a read-only disk' : 'on a read-only disk (needs the right to mount one)',
  () => {
    const inside = join(frozen?.folder ?? '', 'here');
    afterAll(() => frozen?.free());

    it('files and folders are refused', async () => {
      await refused(
        writeFileAtomically(join(inside, 'file.txt'), 'x'),
        /Cannot write .*file.txt: the file system is read-only. Choose another/,
      );
      await refused(createExclusively(join(inside, 'file.txt'), 'x'), /read-only/);
      await refused(
        writeFolder(join(inside, 'new'), 'marker', async () => undefined),
        /Cannot write .*new: the file system is read-only/,
      );
      await refused(
        writeFolder(inside, 'marker', async () => undefined),
        /read-only/,
      );
    });
  },
);

async function refused(writing: Promise<unknown>, message: RegExp): Promise<void> {
  const error = await writing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CannotWriteError);
  expect((error as CannotWriteError).message).toMatch(message);
  expect((error as CannotWriteError).exitCode).toBe(74);
}
