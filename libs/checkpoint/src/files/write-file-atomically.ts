import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite } from './cannot-write.js';
import { makeFolder } from './make-folder.js';
import { syncFolder } from './sync-folder.js';
import { temporarySibling } from './temporary-sibling.js';

/**
 * Writes a file whole or not at all: into a hidden file beside it, to the disk, and then under its name. Folders on the way are made.
 * @throws CannotWriteError when the disk is full, the folder read-only, …; what was written until then is removed
 */
export const writeFileAtomically = (path: string, content: string | Uint8Array): Promise<void> =>
  writeStreamAtomically(path, (handle) => handle.writeFile(content));

/** The same for content that `write` brings piece by piece. */
export async function writeStreamAtomically(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const temporary = temporarySibling(path, 'partial');
  try {
    await makeFolder(dirname(temporary));
    await writeAndSync(temporary, write);
    await rename(temporary, path);
    await syncFolder(dirname(temporary));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw cannotWrite(path, error);
  }
}

/** Writes a new file and waits until it is on the disk. */
export async function writeAndSync(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
