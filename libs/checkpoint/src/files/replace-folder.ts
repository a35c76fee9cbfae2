import { CannotWriteError } from '@weitiao/core';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { cannotWrite } from './cannot-write.js';
import { makeFolder } from './make-folder.js';
import { syncFolder } from './sync-folder.js';
import { temporarySibling } from './temporary-sibling.js';

/**
 * Puts the finished folder `temporary` in the place of `target`, which need not exist. When that fails, the old one is there again.
 * Both must lie on one volume. Between two renames there is, for a moment, no `target`.
 * @throws CannotWriteError
 */
export async function replaceFolder(temporary: string, target: string): Promise<void> {
  const old = temporarySibling(target, 'old');
  try {
    const replaced = await moveAway(target, old);
    try {
      await rename(temporary, target);
    } catch (error) {
      if (replaced) await rename(old, target);
      throw error;
    }
    await syncFolder(dirname(resolve(target)));
    if (replaced) await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(target, error);
  }
}

/**
 * Writes a folder whole or not at all. An existing one is replaced at the end, and only if it is of the same kind.
 * @param marker file by which a folder of this kind is known, e.g. `adapter_config.json`
 * @param fill writes the files into the folder that it is given
 * @throws CannotWriteError also when `target` holds something else, which is left alone
 */
export async function writeFolder(
  target: string,
  marker: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const temporary = temporarySibling(target, 'partial');
  try {
    await mustBeOurs(target, marker);
    await makeFolder(temporary);
    await fill(temporary);
    await syncFolder(temporary);
    await replaceFolder(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw cannotWrite(target, error);
  }
}

async function mustBeOurs(target: string, marker: string): Promise<void> {
  const files = await readdir(target).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (files.length === 0 || files.includes(marker)) return;
  throw new CannotWriteError(
    target,
    `the folder holds other files and no ${marker}, so it is not replaced. Choose another folder.`,
  );
}

async function moveAway(target: string, old: string): Promise<boolean> {
  try {
    await rename(target, old);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
