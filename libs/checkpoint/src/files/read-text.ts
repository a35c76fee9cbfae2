import { DataFormatError } from '@weitiao/core';
import { readFile } from 'node:fs/promises';

const reasons: Record<string, string> = {
  EACCES: 'permission to read it is denied',
  EPERM: 'permission to read it is denied',
  EISDIR: 'it is a folder, wanted was a file',
  EIO: 'the device reports an error',
  ENOTDIR: 'a part of that path is a file',
};

/** The error of a file-system call on reading as the one that users see. ENOENT and anything unknown come back as they are. */
export function cannotRead(path: string, error: unknown): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return reason ? new DataFormatError(path, `${reason}.`, { cause: error }) : error;
}

/**
 * @returns undefined when there is no such file
 * @throws DataFormatError when it cannot be read
 */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cannotRead(path, error);
  }
}
