import { canonicalJson, StudyError } from '@weitiao/core';
import type { Scores } from '../loop/scores.js';

/** What of an evaluation a comparison needs; `Scores` of `evaluate`, or rows that a report has read. */
export type ScoredRun = Pick<Scores, 'benchmark' | 'asked' | 'rows'> & Partial<Pick<Scores, 'outcome'>>;

/** One way of doing things: a method, a model. */
export interface Arm {
  readonly name: string;
  /** One evaluation a run (seed) of it, all of one benchmark; at least one. */
  readonly runs: readonly ScoredRun[];
}

/** @throws StudyError where arms were not asked the same questions in the same way */
export function checkComparable(arms: readonly Arm[]): void {
  const runs = arms.flatMap(({ name, runs }) => runs.map((run) => ({ name, run })));
  const [first] = runs;
  if (!first || arms.some((arm) => arm.runs.length === 0)) {
    throw new StudyError('A comparison needs two arms with at least one evaluation each.');
  }
  for (const { name, run } of runs) {
    if (run.outcome === 'stopped') {
      throw new StudyError(
        `The evaluation of "${name}" on ${run.benchmark.name} was stopped after ${run.rows.length} questions. Run it again: it goes on where it stopped.`,
      );
    }
    if (questionsOf(run) !== questionsOf(first.run)) {
      throw new StudyError(
        `"${first.name}" and "${name}" were not asked the same: ${questionsOf(first.run)} and ${questionsOf(run)}. Evaluate both on one benchmark with the same options.`,
      );
    }
  }
}

const questionsOf = ({ benchmark: { name, version, options }, asked }: ScoredRun): string =>
  `${name} ${version} ${canonicalJson(options)} by ${asked.join(' and ')}`;
