import type { Estimate, PairedComparison } from '../statistics/index.js';
import { significance } from '../statistics/interval.js';
import type { Arm } from './arm.js';
import { comparisonTable } from './comparison-table.js';
import type { Section } from './section.js';

/** What may be said: `tie` where a difference is not shown, `unknown` where there was nothing to compare. */
export type Finding = 'higher' | 'lower' | 'tie' | 'unknown';

/** A section of a benchmark in two arms. */
export interface ComparedSection {
  readonly section: Section;
  readonly before: Estimate;
  readonly after: Estimate;
  /** after − before, with its p-value as it is. */
  readonly comparison: PairedComparison;
  /** The p-value after Holm's correction over the family; null where no test could be made. */
  readonly corrected: number | null;
  /** Of `after` against `before`, by the corrected p-value. */
  readonly finding: Finding;
}

/** Two arms on one benchmark. `toString()` is a table for people. */
export class ArmComparison {
  constructor(
    readonly before: Arm,
    readonly after: Arm,
    readonly sections: readonly ComparedSection[],
  ) {}

  toString(): string {
    return comparisonTable(this);
  }
}

export function findingOf({ difference }: PairedComparison, corrected: number | null): Finding {
  if (difference === null || corrected === null) return 'unknown';
  if (corrected >= significance || difference === 0) return 'tie';
  return difference > 0 ? 'higher' : 'lower';
}
