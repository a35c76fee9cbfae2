import type { TrialOutcome } from '../../results/study-results.js';
import type { Arm } from '../arms/arm.js';
import { none } from '../format.js';
import { left, right, type Cell, type Table } from './table.js';

/** Trials that gave no result, or were not asked what others were, with what they said; undefined where there is none. */
export function holeTable(arms: readonly Arm[]): Table | undefined {
  const trials = arms.flatMap((arm) => arm.trials.map((trial) => ({ arm, trial })));
  const asked = new Set(trials.flatMap(({ trial }) => (trial.status === 'done' ? Object.keys(trial.evaluations) : [])));
  const rows = trials.flatMap(({ arm, trial }): Cell[][] => {
    const hole = holeOf(trial, asked);
    if (!hole) return [];
    return [[arm.label, String(trial.seed), { text: hole.status, tone: 'failed' }, hole.message, trial.id]];
  });
  if (rows.length === 0) return undefined;
  return {
    caption: 'What is missing: no number of this report counts it',
    columns: [left('arm'), right('seed'), left('status'), left('message'), left('trial')],
    rows,
  };
}

function holeOf(
  { status, failure, evaluations }: TrialOutcome,
  asked: ReadonlySet<string>,
): { status: string; message: string } | undefined {
  if (status !== 'done') {
    return { status: failure ? `${status}, exit ${failure.exitCode}` : status, message: failure?.message ?? none };
  }
  const unasked = [...asked].filter((name) => !(name in evaluations));
  return unasked.length > 0 ? { status: 'not evaluated', message: `no answers to ${unasked.join(', ')}` } : undefined;
}
