import { DataFormatError } from '@weitiao/core';
import { open, type FileHandle } from 'node:fs/promises';
import { cannotRead } from './read-text.js';

/** Opens a file for `use` and closes it, whatever happens. */
export async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new DataFormatError(file, 'there is no such file. Is the download complete?', { cause: error });
    throw cannotRead(file, error);
  });
  try {
    return await use(handle);
  } catch (error) {
    throw cannotRead(file, error);
  } finally {
    await handle.close();
  }
}
