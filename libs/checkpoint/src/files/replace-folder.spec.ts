import { describe, expect, it } from '@jest/globals';
import { CannotWriteError } from '@weitiao/core';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { replaceFolder, writeFolder } from './replace-folder.js';

const folder = temporaryFolder();
const filled = (name: string, content: string): string => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'marker'), content);
  return join(folder, name);
};
const content = (name: string) => readFileSync(join(folder, name, 'marker'), 'utf8');

describe('replaceFolder', () => {
  it('takes the place of an old folder, or of none', async () => {
    await replaceFolder(filled('one', 'first'), join(folder, 'target'));
    expect(content('target')).toBe('first');
    await replaceFolder(filled('two', 'second'), join(folder, 'target'));
    expect(content('target')).toBe('second');
    expect(readdirSync(folder)).toEqual(['target']);
  });

  it('puts the old folder back when the new one is not there', async () => {
    await expect(replaceFolder(join(folder, 'absent'), join(folder, 'target'))).rejects.toThrow(/ENOENT/);
    expect(content('target')).toBe('second');
    expect(readdirSync(folder)).toEqual(['target']);
  });
});

describe('writeFolder', () => {
  const write = (name: string, text: string) =>
    writeFolder(join(folder, name), 'marker', async (inner) => writeFileSync(join(inner, 'marker'), text));

  it('makes the folders on the way and replaces a folder of its kind', async () => {
    await write('new/inner', 'first');
    writeFileSync(join(folder, 'new/inner/older-file'), '');
    await write('new/inner', 'second');
    expect(content('new/inner')).toBe('second');
    expect(readdirSync(join(folder, 'new/inner'))).toEqual(['marker']);
    expect(readdirSync(join(folder, 'new'))).toEqual(['inner']);
  });

  it('leaves the old folder and nothing else when filling fails', async () => {
    const failing = writeFolder(join(folder, 'new/inner'), 'marker', async (inner) => {
      writeFileSync(join(inner, 'marker'), 'half');
      throw new RangeError('midway');
    });
    await expect(failing).rejects.toThrow(new RangeError('midway'));
    expect(content('new/inner')).toBe('second');
    expect(readdirSync(join(folder, 'new'))).toEqual(['inner']);
  });

  it('never replaces a folder of another kind, nor a file', async () => {
    mkdirSync(join(folder, 'letters'));
    writeFileSync(join(folder, 'letters/to-my-mother.txt'), 'Dear');
    await expect(write('letters', 'x')).rejects.toThrow(
      /Cannot write .*letters: the folder holds other files and no marker, so it is not replaced/,
    );
    await expect(write('letters', 'x')).rejects.toBeInstanceOf(CannotWriteError);
    await expect(write('letters/to-my-mother.txt', 'x')).rejects.toBeInstanceOf(CannotWriteError);
    expect(readFileSync(join(folder, 'letters/to-my-mother.txt'), 'utf8')).toBe('Dear');
  });

  it('fills an empty folder', async () => {
    mkdirSync(join(folder, 'empty'));
    await write('empty', 'x');
    expect(content('empty')).toBe('x');
  });
});
