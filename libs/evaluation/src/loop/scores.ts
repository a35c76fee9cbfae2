import type { Row } from '../rows/row.js';

/** How the questions were asked. */
export type Asked = 'option log-likelihood' | 'generation';

/** What an evaluation found. */
export interface Scores {
  readonly benchmark: { readonly name: string; readonly version: string; readonly options: unknown };
  /** Identity of the subject. */
  readonly subject: string;
  /** More than one where a benchmark has questions of both kinds. */
  readonly asked: readonly Asked[];
  /** `stopped` when it was asked to end before the last item. */
  readonly outcome: 'done' | 'stopped';
  /** In the order of the items. */
  readonly rows: readonly Row[];
}
