import type { SnapshotSpec } from '../snapshot.js';

/** What of a repository is to be here: what a model is loaded from, or all that the reference names. */
export type Wanted = 'model' | 'all';

export interface StoreSpec extends SnapshotSpec {
  /** Nobody is to be asked. */
  readonly offline: boolean;
}
