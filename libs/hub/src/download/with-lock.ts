import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { cacheFault, makeFolder } from '../cache/write-whole.js';

/** A lock whose owner gave no sign of life for so long is free. */
const staleMs = 20_000;

/**
 * One process at a time does the work for `path`; the others wait until it is done, or its process is gone.
 * @param path of the lock; not one that Python's library takes, whose locks are of another kind
 */
export async function withLock<T>(
  path: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await makeFolder(dirname(path));
  const lost = new AbortController();
  const options = {
    lockfilePath: path,
    realpath: false,
    stale: staleMs,
    update: staleMs / 4,
    onCompromised: (error: Error) => lost.abort(error),
  };
  const release = await waitFor(() => lock(path, options), path, signal);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    await release().catch(() => undefined); // whoever took it meanwhile has it now
  }
}

async function waitFor<T>(take: () => Promise<T>, path: string, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await take();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw cacheFault(path, error);
      await sleep(250, undefined, { signal });
    }
  }
}
