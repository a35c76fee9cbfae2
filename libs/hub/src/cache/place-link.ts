import { copyFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, relative } from 'node:path';
import { cacheFault } from './write-whole.js';

/** How a link is made; where it cannot be, on Windows without the right to, a copy takes its place. */
export type Linker = (target: string, path: string) => Promise<void>;

const noLinks = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'];

/**
 * Makes `path` a relative link to `blob`, or a copy of it, in one step: what stood there is replaced.
 * @throws CannotWriteError
 */
export async function placeLink(blob: string, path: string, link: Linker = symlink): Promise<void> {
  const target = relative(dirname(path), blob);
  if ((await readlink(path).catch(() => undefined)) === target) return;
  const temporary = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    await link(target, temporary).catch(async (error: NodeJS.ErrnoException) => {
      if (!noLinks.includes(error.code ?? '')) throw error;
      await copyFile(blob, temporary);
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw cacheFault(path, error);
  }
}
