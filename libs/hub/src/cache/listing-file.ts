import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RemoteFile } from '../hubs/remote-hub.js';
import { writeWhole } from './write-whole.js';

const size = z.int().nonnegative();
// They become names of files.
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const gitSha1 = z.string().regex(/^[0-9a-f]{40}$/);
const ours = z.strictObject({
  version: z.literal(1),
  files: z.array(z.strictObject({ path: z.string(), size, sha256: sha256.optional(), gitSha1: gitSha1.optional() })),
});
/** What Hugging Face's Python library keeps of a listing, from its version 2 on. */
const python = z.looseObject({
  format_version: z.literal(1),
  files: z.record(
    z.string(),
    z.looseObject({ size, blob_id: gitSha1, lfs_sha256: sha256.nullish(), lfs_size: size.nullish() }),
  ),
});

const placeOf = (folder: string, commit: string): string => join(folder, 'weitiao', `${commit}.json`);

/**
 * The files of a commit as they were listed once: a commit does not change, so whoever has it needs no network to know whether all is here. It
 * does not stand where Python's listings do: by those its library tells that files which nobody needs here are missing.
 */
export async function readListing(folder: string, commit: string): Promise<RemoteFile[] | undefined> {
  const own = ours.safeParse(await jsonOf(placeOf(folder, commit)));
  if (own.success) return own.data.files as RemoteFile[];
  const other = python.safeParse(await jsonOf(join(folder, 'trees', `${commit}.json`)));
  if (!other.success) return undefined;
  return Object.entries(other.data.files).map(([path, { size, blob_id, lfs_sha256, lfs_size }]) =>
    lfs_sha256 ? { path, size: lfs_size ?? size, sha256: lfs_sha256 } : { path, size, gitSha1: blob_id },
  );
}

export const writeListing = (folder: string, commit: string, files: readonly RemoteFile[]): Promise<void> =>
  writeWhole(placeOf(folder, commit), `${JSON.stringify({ version: 1, files })}\n`);

const jsonOf = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
};
