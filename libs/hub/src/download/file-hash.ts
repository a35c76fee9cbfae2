import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { RemoteFile } from '../hubs/remote-hub.js';

/**
 * Why a file on the disk is not the one that the hub lists, or undefined when it is. Files of Git LFS are known by the SHA-256 of their bytes,
 * others by the name of their blob in Git.
 */
export async function hashFault(path: string, { sha256, gitSha1, size }: RemoteFile): Promise<string | undefined> {
  const expected = sha256 ?? gitSha1;
  if (expected === undefined) return undefined;
  const hash = sha256 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const found = hash.digest('hex');
  return found === expected ? undefined : `${sha256 ? 'SHA-256' : 'Git blob'} ${found}; ${expected} was wanted`;
}
