import { DataFormatError } from '@weitiao/core';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';

/**
 * A file of a model folder that is to be copied may be a link: to a file of the same name elsewhere, to another of the same folder, or to a blob of the
 * hub's cache, where all files are links. Any other would hand out a file of this machine under the model's name.
 * @throws DataFormatError
 */
export async function linkedFrom(folder: string, name: string): Promise<void> {
  const file = join(folder, name);
  const [home, target] = [await realpath(folder), await realpath(file)];
  // …/models--who--what/snapshots/<revision>/file → …/models--who--what/blobs/<hash>
  const blobs = join(dirname(dirname(home)), 'blobs');
  const isInside = [home, blobs].some((allowed) => target.startsWith(allowed + sep));
  if (isInside || basename(target) === name) return;
  throw new DataFormatError(
    file,
    `it is a link to ${target}, outside of the model folder. Nothing is copied from there: put the file itself into the folder.`,
  );
}
