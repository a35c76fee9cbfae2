import { exitCodes, WeitiaoError } from './weitiao-error.js';

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space and run the same command again: it goes on where it stopped.',
  EROFS: 'the file system is read-only. Choose another --output folder.',
  EACCES: 'permission denied. Choose another --output folder, or change its permissions.',
  EPERM: 'permission denied. Choose another --output folder, or change its permissions.',
  ENOTDIR: 'a part of that path is a file. Choose another --output folder.',
  EDQUOT: 'the disk quota is used up. Free some space and run the same command again.',
};

/** A file or folder cannot be written (exit code 74). */
export class CannotWriteError extends WeitiaoError {
  constructor(
    readonly path: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`Cannot write ${path}: ${reason}`, exitCodes.cannotWrite, options);
  }

  /** Turns the error of a file-system call into this one where it tells of writing; any other error comes back as it is. */
  static wrap(path: string, error: unknown): unknown {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    return reason ? new CannotWriteError(path, reason, { cause: error }) : error;
  }
}
