import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CannotWriteError } from '@weitiao/core';

/** @throws CannotWriteError */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw cacheFault(path, error);
  }
}

/** Writes a small file whole or not at all. @throws CannotWriteError */
export async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw cacheFault(path, error);
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of that path is a file',
  EEXIST: 'a file is in the way',
  ENOENT: 'the file system does not let it be made',
};

/** A failed write into the cache as the error that says how to move the cache; any other error as it is. */
export function cacheFault(path: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined) return error;
  const advice = 'Free some space, or set HF_HUB_CACHE to a folder that can be written; what was downloaded is kept.';
  return new CannotWriteError(path, `${reason}. ${advice}`, { cause: error });
}
