import { TransportError } from '../http/transport-error.js';
import { withRetries } from '../http/retry.js';
import { isCommit } from '../hubs/remote-hub.js';
import { notHere } from './not-here.js';
import type { StoreSpec } from './wanted.js';

/** The commit of a revision: from the hub; from the cache where the hub is not to be asked, or does not answer. */
export async function commitOf(spec: Omit<StoreSpec, 'commit'>, revision: string): Promise<string> {
  const { remote, cache, retry, signal, tell, offline } = spec;
  const { id } = cache.repository;
  if (isCommit(revision)) return revision;
  const seen = await cache.seen(revision);
  if (offline) {
    if (seen !== undefined) return seen;
    throw notHere(cache, `${id}, revision "${revision}"`);
  }
  const attempts = seen === undefined ? retry.attempts : 1;
  try {
    return await withRetries({ ...retry, attempts }, signal, {
      run: () => remote.commit(cache.repository, revision, signal),
      tell: (reason, waitMs) => tell({ type: 'retry', file: id, reason, waitMs }),
    });
  } catch (error) {
    if (seen === undefined || !(error instanceof TransportError)) throw error;
    tell({ type: 'note', message: `${id}: ${error.message}. The commit that was seen last is used: ${seen}` });
    return seen;
  }
}
