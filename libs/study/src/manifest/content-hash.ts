import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DataFormatError } from '@weitiao/core';

const known = new Map<string, Promise<string>>();

/** SHA-256 of a file's bytes, in hexadecimal. A file that is as it was before is not read twice by one process. */
export async function fileHash(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  const state = `${path}\0${size}\0${mtimeMs}\0${ino}`;
  const found = known.get(state) ?? hashOf(path);
  known.set(state, found);
  return found;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Hash of a file, or of the names and contents of all files below a folder. Where they lie does not count.
 * @param wanted which files of a folder count, by their path inside it; every one when absent
 * @throws DataFormatError when there is nothing at `path`
 */
export async function contentHash(path: string, wanted: (name: string) => boolean = () => true): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new DataFormatError(path, 'there is no such file or folder.');
  if (!found.isDirectory()) return fileHash(path);
  const names = (await filesBelow(path))
    .map((file) => relative(path, file).split(sep).join('/'))
    .filter(wanted)
    .sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${name}\0${await fileHash(join(path, name))}\n`);
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
  return (await Promise.all(nested)).flat();
}
