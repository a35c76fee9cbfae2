import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { RemoteFile } from '../hubs/remote-hub.js';

/**
 * Why a file on the disk is not the one that the hub lists, or undefined when it is. Files of Git LFS are known by the SHA-256 of their bytes,
 * others by the name of their blob in Git.
 */
export async function hashFault(path: string, file: RemoteFile): Promise<string | undefined> {
  const hash = hashOf(file);
  if (!hash) return undefined;
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return faultOf(hash, file);
}

/** The same of bytes in memory. */
export function bytesFault(bytes: Uint8Array, file: RemoteFile): string | undefined {
  const hash = hashOf(file);
  return hash && faultOf(hash.update(bytes), file);
}

function hashOf({ sha256, gitSha1, size }: RemoteFile): Hash | undefined {
  if (sha256) return createHash('sha256');
  return gitSha1 ? createHash('sha1').update(`blob ${size}\0`) : undefined;
}

function faultOf(hash: Hash, { sha256, gitSha1 }: RemoteFile): string | undefined {
  const [found, expected] = [hash.digest('hex'), sha256 ?? gitSha1];
  return found === expected ? undefined : `${sha256 ? 'SHA-256' : 'Git blob'} ${found}; ${expected} was wanted`;
}
