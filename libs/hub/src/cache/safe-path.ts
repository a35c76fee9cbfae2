import { DataFormatError } from '@weitiao/core';

/** Whether a path of a hub stays below the folder that it is put into, on every system. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return !/[\\:\u0000-\u001f]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * @param from what names it, for the message
 * @throws DataFormatError for `../`, an absolute path, a backslash, a drive, a control character
 */
export function checkPath(path: string, from: string): void {
  if (isPlainPath(path)) return;
  throw new DataFormatError(
    from,
    `names the file ${JSON.stringify(path)}, which is no plain path inside a repository. It is refused, and nothing was written.`,
  );
}

/** @throws DataFormatError when two names are one file where capitals do not count */
export function checkCapitals(paths: readonly string[], from: string): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined && other !== path) {
      throw new DataFormatError(
        from,
        `has the files ${JSON.stringify(other)} and ${JSON.stringify(path)}, which are one file where capitals do not count. It is refused.`,
      );
    }
    seen.set(folded, path);
  }
}
