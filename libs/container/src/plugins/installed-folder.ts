import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders from `folder` up to the root of the file system. */
export function* foldersUpwards(folder: string): Generator<string> {
  for (let at = folder, last = ''; at !== last; last = at, at = dirname(at)) yield at;
}

/** Where `packageName` is installed as seen from `folder`, as Node looks it up; the real folder, or undefined. */
export function installedFolder(packageName: string, folder: string): string | undefined {
  for (const at of foldersUpwards(folder)) {
    const candidate = join(at, 'node_modules', packageName);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}
