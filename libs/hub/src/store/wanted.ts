import type { SnapshotSpec } from '../snapshot.js';

/** What of a repository is to be here: what a model is loaded from, the same without its weights, or all that the reference names. */
export type Wanted = 'model' | 'facts' | 'all';

export interface StoreSpec extends SnapshotSpec {
  /** Nobody is to be asked. */
  readonly offline: boolean;
}
