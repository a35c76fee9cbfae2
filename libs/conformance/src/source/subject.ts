import type { DataSource, Services } from '@weitiao/core';
import type { Check } from '../kit/check.js';

/** A configured data set, and one on a file with a faulty row. */
export interface SourceSubject {
  readonly source: DataSource;
  readonly services: Services;
  /** How many conversations or documents it has. */
  readonly count: number;
  readonly malformed?: {
    readonly source: DataSource;
    /** What the error must name: `rows.json:3`. */
    readonly at: string;
  };
}
export type SourceCheck = Check<SourceSubject>;
