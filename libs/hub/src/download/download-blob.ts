import { rename, rm, stat } from 'node:fs/promises';
import { DataFormatError } from '@weitiao/core';
import { cacheFault } from '../cache/write-whole.js';
import { withRetries, type RetryOptions } from '../http/retry.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import { appendAnswer, type Piece } from './append-answer.js';
import { hashFault } from './file-hash.js';

export interface BlobSpec extends Omit<Piece, 'partial' | 'size'> {
  readonly file: RemoteFile;
  /** Where it goes when it is whole and as it must be. */
  readonly blob: string;
  readonly retry: RetryOptions;
  /** Hears why it is tried again. */
  retrying(reason: string, waitMs: number): void;
}

/** Where the bytes are gathered: what a stopped process leaves is gone on with. */
export const partialOf = (blob: string): string => `${blob}.incomplete`;

/**
 * Brings one file, beginning with what an earlier process left. It stands under its name only when its hash is right; bytes that are wrong are
 * fetched once more from the start, then given up.
 * @throws DataFormatError when the bytes are wrong twice; TransportError, StatusError, CannotWriteError
 */
export async function downloadBlob(spec: BlobSpec): Promise<void> {
  const { file, blob, about } = spec;
  const partial = partialOf(blob);
  for (let isSecond = false; ; isSecond = true) {
    await gather(spec, partial).catch(async (error: unknown) => {
      if (error instanceof DataFormatError) await rm(partial, { force: true });
      throw error;
    });
    const fault = await hashFault(partial, file);
    if (fault === undefined) break;
    await rm(partial, { force: true });
    if (isSecond) {
      throw new DataFormatError(
        about,
        `the bytes that came have the ${fault}. They were thrown away, twice. Try again later, or another mirror (HF_ENDPOINT).`,
      );
    }
    spec.retrying(`the bytes that came have the ${fault}`, 0);
  }
  await rename(partial, blob).catch((error: unknown) => {
    throw cacheFault(blob, error);
  });
}

async function gather(spec: BlobSpec, partial: string): Promise<void> {
  const { file, retry, signal, retrying } = spec;
  let etag: string | undefined;
  await withRetries(retry, signal, {
    async run(gained) {
      const have = await sizeOf(partial);
      if (have === file.size && (have > 0 || (await exists(partial)))) return spec.reached(have);
      const start = have > file.size ? 0 : have;
      const reached = (bytes: number) => {
        if (bytes > start) gained();
        spec.reached(bytes);
      };
      etag = await appendAnswer({ ...spec, partial, size: file.size, reached }, start, etag);
    },
    tell: retrying,
  });
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
