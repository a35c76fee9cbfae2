import type { InstructionSource } from '@weitiao/core';
import type { Skips } from '../kit/check.js';
import { describeChecks } from '../kit/describe-checks.js';
import { servicesIn } from '../kit/services.js';
import { sourceChecks } from './source-checks.js';
import type { SourceSubject } from './subject.js';

export interface SourceKit {
  /** Told apart by it where one plugin is proved with several options. */
  readonly title?: string;
  /** Configured on a file of good rows. */
  readonly source: () => InstructionSource;
  /** How many rows that has. */
  readonly count: number;
  /** Configured on a file with a faulty row, and what the error must begin with: `rows.json:3`. */
  readonly malformed?: { readonly source: () => InstructionSource; readonly at: string };
  /** Where paths in its options start. */
  readonly folder?: string;
  readonly skip?: Skips;
}

/** Proves a data set. */
export function describeInstructionSource(kit: SourceKit): void {
  const { title, source, count, malformed, folder = process.cwd(), skip } = kit;
  let subject: SourceSubject | undefined;
  const made = () =>
    (subject ??= {
      source: source(),
      services: servicesIn(folder),
      count,
      ...(malformed && { malformed: { source: malformed.source(), at: malformed.at } }),
    });
  describeChecks(`data set${title === undefined ? '' : ` ${title}`}`, sourceChecks, made, skip);
}
