import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite } from './cannot-write.js';
import { makeFolder } from './make-folder.js';
import { syncFolder } from './sync-folder.js';
import { temporarySibling } from './temporary-sibling.js';
import { writeAndSync } from './write-file-atomically.js';

/**
 * Creates a file with its whole content, unless it exists: of several that try, in this process or in others, one gets true.
 * @returns false when the file was there before
 * @throws CannotWriteError
 */
export async function createExclusively(path: string, content: string): Promise<boolean> {
  const temporary = temporarySibling(path, 'partial');
  try {
    await makeFolder(dirname(temporary));
    await writeAndSync(temporary, (handle) => handle.writeFile(content));
    return await claim(temporary, path, content);
  } catch (error) {
    throw cannotWrite(path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function claim(temporary: string, path: string, content: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    return await claimWithoutLinks(path, content);
  }
  await syncFolder(dirname(path));
  return true;
}

/** For file systems without hard links (FAT): as exclusive, though a crash between the two calls leaves an empty file. */
async function claimWithoutLinks(path: string, content: string): Promise<boolean> {
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (!handle) return false;
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}
