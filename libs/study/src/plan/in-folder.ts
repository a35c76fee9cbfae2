import { relative, resolve } from 'node:path';

/** A path of a trial's options as one can use it from here; below the current folder it is short, for errors. */
export function inFolder(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  const fromHere = relative(process.cwd(), absolute);
  return fromHere !== '' && !fromHere.startsWith('..') ? fromHere : absolute;
}
