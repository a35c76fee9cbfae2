import { readListing, writeListing } from '../cache/listing-file.js';
import { withRetries } from '../http/retry.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import type { StoreSpec } from './wanted.js';

/** The files of a commit, as they were listed once or as the hub lists them; undefined where they are not known and nobody is to be asked. */
export async function listingOf(spec: StoreSpec): Promise<RemoteFile[] | undefined> {
  const { remote, cache, commit, retry, signal, tell, offline } = spec;
  const known = await readListing(cache.folder, commit);
  if (known || offline) return known;
  const files = await withRetries(retry, signal, {
    run: () => remote.files(cache.repository, commit, signal),
    tell: (reason, waitMs) => tell({ type: 'retry', file: cache.repository.id, reason, waitMs }),
  });
  await writeListing(cache.folder, commit, files);
  return files;
}
