import type { DataSource, InstructionSource, TextSource } from '@weitiao/core';
import type { Skips } from '../kit/check.js';
import { describeChecks } from '../kit/describe-checks.js';
import { servicesIn } from '../kit/services.js';
import { sourceChecks, textChecks } from './source-checks.js';
import type { SourceCheck, SourceSubject } from './subject.js';

export interface SourceKit<Source extends DataSource = InstructionSource> {
  /** Told apart by it where one plugin is proved with several options. */
  readonly title?: string;
  /** Configured on a file of good rows. */
  readonly source: () => Source;
  /** How many rows that has. */
  readonly count: number;
  /** Configured on a file with a faulty row, and what the error must begin with: `rows.json:3`. */
  readonly malformed?: { readonly source: () => Source; readonly at: string };
  /** Where paths in its options start. */
  readonly folder?: string;
  readonly skip?: Skips;
}

/** Proves a data set of conversations. */
export const describeInstructionSource = (kit: SourceKit): void => describeSource(kit, sourceChecks);

/** Proves a data set of plain text. */
export const describeTextSource = (kit: SourceKit<TextSource>): void => describeSource(kit, textChecks);

function describeSource(kit: SourceKit<DataSource>, checks: readonly SourceCheck[]): void {
  const { title, source, count, malformed, folder = process.cwd(), skip } = kit;
  let subject: SourceSubject | undefined;
  const made = () =>
    (subject ??= {
      source: source(),
      services: servicesIn(folder),
      count,
      ...(malformed && { malformed: { source: malformed.source(), at: malformed.at } }),
    });
  describeChecks(`data set${title === undefined ? '' : ` ${title}`}`, checks, made, skip);
}
