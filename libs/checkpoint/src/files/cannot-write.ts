import { CannotWriteError } from '@weitiao/core';

/** What a failed write tells beyond the causes that every part of the program shares. */
const reasons: Record<string, string> = {
  EEXIST: 'a file of that name is in the way. Choose another folder, or move the file.',
  EISDIR: 'a folder of that name is in the way. Choose another path, or move the folder.',
  ENOTEMPTY: 'somebody else writes into that folder. Choose another one.',
  EBUSY: 'it is in use, or the root of a mounted volume. Choose a folder inside it.',
  EXDEV: 'it lies on another volume than the folder around it. Choose a folder that is no mount point.',
  ENAMETOOLONG: 'the path is too long. Choose a shorter one.',
  EIO: 'the device reports an error. Check the disk, or choose another folder.',
};

/** The error of a file-system call as the one that users see; any other error as it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return reason ? new CannotWriteError(path, reason, { cause: error }) : CannotWriteError.wrap(path, error);
}
