import type { InstructionSource, Services } from '@weitiao/core';
import type { Check } from '../kit/check.js';

/** A configured data set, and one on a file with a faulty row. */
export interface SourceSubject {
  readonly source: InstructionSource;
  readonly services: Services;
  /** How many conversations it has. */
  readonly count: number;
  readonly malformed?: {
    readonly source: InstructionSource;
    /** What the error must name: `rows.json:3`. */
    readonly at: string;
  };
}
export type SourceCheck = Check<SourceSubject>;
