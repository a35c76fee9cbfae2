import { statfs } from 'node:fs/promises';
import { CannotWriteError } from '@weitiao/core';

/** Left free beside what is downloaded. */
const marginBytes = 64 * 2 ** 20;

export const told = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
};

/** How many bytes the file system of a folder has for this user; undefined where it does not say. */
export type FreeBytes = (folder: string) => Promise<number | undefined>;

export const freeBytes: FreeBytes = (folder) =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );

/** @throws CannotWriteError before anything is downloaded that does not fit */
export async function checkDisk(folder: string, bytes: number, free: FreeBytes): Promise<void> {
  const there = await free(folder);
  if (there === undefined || bytes + marginBytes <= there) return;
  throw new CannotWriteError(
    folder,
    `${told(bytes)} are to be downloaded, and ${told(there)} are free. Free some space, or set HF_HUB_CACHE to a folder on another disk. Nothing was downloaded.`,
  );
}
