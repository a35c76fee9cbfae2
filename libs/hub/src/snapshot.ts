import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { RepositoryCache } from './cache/repository-cache.js';
import { makeFolder } from './cache/write-whole.js';
import { checkDisk, type FreeBytes } from './download/check-disk.js';
import { downloadBlob, partialOf } from './download/download-blob.js';
import type { HubEvent } from './download/hub-event.js';
import { withLock } from './download/with-lock.js';
import type { HubClient } from './http/hub-client.js';
import type { RetryOptions } from './http/retry.js';
import type { RemoteFile, RemoteHub } from './hubs/remote-hub.js';

export interface SnapshotSpec {
  readonly client: HubClient;
  readonly remote: RemoteHub;
  readonly cache: RepositoryCache;
  readonly commit: string;
  readonly signal: AbortSignal;
  readonly retry: RetryOptions;
  readonly free: FreeBytes;
  /** Files at a time. */
  readonly parallel: number;
  /** The error of a file's request as users see it. */
  explain(error: unknown, file: string): unknown;
  tell(event: HubEvent): void;
}

/** Those of `files` that are not here, or are not whole. */
export async function missingOf(
  { cache, commit }: Pick<SnapshotSpec, 'cache' | 'commit'>,
  files: readonly RemoteFile[],
): Promise<RemoteFile[]> {
  const found = await Promise.all(files.map(({ path, size }) => cache.find(commit, path, size)));
  return files.filter((_, index) => found[index] === undefined);
}

/**
 * Brings files into a snapshot, some at a time, in the order that is given. When one fails the others end, and what they have is kept.
 * @throws UnavailableError, DataFormatError, StudyError, CannotWriteError
 */
export async function bring(spec: SnapshotSpec, files: readonly RemoteFile[]): Promise<void> {
  const { cache, commit, signal, tell, parallel } = spec;
  const missing = await missingOf(spec, files);
  if (missing.length === 0) return;
  const folder = cache.snapshot(commit);
  const repository = cache.repository.id;
  await makeFolder(join(cache.folder, 'blobs'));
  await makeFolder(folder);
  const have = await Promise.all(missing.map((file) => gathered(cache, commit, file)));
  const bytes = missing.reduce((sum, { size }) => sum + size, 0);
  const begun = have.reduce((sum, size) => sum + size, 0);
  await checkDisk(cache.folder, bytes - begun, spec.free);
  tell({ type: 'download-start', repository, commit, files: missing.length, bytes, present: begun, folder });

  const reached = new Map(missing.map((file, index) => [file, have[index]!]));
  const progress = (file: RemoteFile, at: number) => {
    reached.set(file, at);
    const done = [...reached.values()].reduce((sum, each) => sum + each, 0);
    tell({ type: 'download-progress', repository, done, bytes });
  };
  const failing = new AbortController();
  const limit = pLimit(parallel);
  const all = AbortSignal.any([signal, failing.signal]);
  const one = async (file: RemoteFile) => {
    all.throwIfAborted();
    await bringOne({ ...spec, signal: all }, file, (at) => progress(file, at));
    tell({ type: 'file-end', repository, file: file.path, size: file.size });
  };
  const work = missing.map((file) => limit(() => one(file).catch((error: unknown) => fail(failing, error))));
  await Promise.allSettled(work);
  signal.throwIfAborted();
  if (failing.signal.aborted) throw failing.signal.reason;
  tell({ type: 'download-end', repository, commit, folder });
}

/** The first error ends the others, and is the one to tell. */
function fail(failing: AbortController, error: unknown): void {
  if (!failing.signal.aborted) failing.abort(error);
}

async function bringOne(spec: SnapshotSpec, file: RemoteFile, reached: (bytes: number) => void): Promise<void> {
  const { client, remote, cache, commit, retry, explain, tell } = spec;
  const blob = cache.blob(commit, file);
  const about = `${cache.repository.id}@${commit.slice(0, 8)}/${file.path}`;
  const name = blob.slice(blob.length - 64).replace(/^.*[/\\]/, '');
  await withLock(join(cache.locks, `${name}.weitiao`), spec.signal, async (signal) => {
    if ((await sizeOf(blob)) !== file.size) {
      const retrying = (reason: string, waitMs: number) => tell({ type: 'retry', file: about, reason, waitMs });
      const url = remote.fileUrl(cache.repository, commit, file.path);
      const how = { client, url, signal, retry, retrying, reached, about };
      await downloadBlob({ ...how, file, blob }).catch((error: unknown) => {
        throw explain(error, file.path);
      });
    }
    await cache.place(commit, file);
  });
  reached(file.size);
}

/** Bytes of a missing file that an earlier process left, or another revision has. */
async function gathered(cache: RepositoryCache, commit: string, file: RemoteFile): Promise<number> {
  const blob = cache.blob(commit, file);
  const whole = await sizeOf(blob);
  return whole === file.size ? whole : Math.min(file.size, Math.max(0, await sizeOf(partialOf(blob))));
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );
