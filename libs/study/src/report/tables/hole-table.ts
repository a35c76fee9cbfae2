import type { Arm } from '../arms/arm.js';
import { none } from '../format.js';
import { left, right, type Table } from './table.js';

/** Trials that gave no result, with what they said; undefined where there is none. */
export function holeTable(arms: readonly Arm[]): Table | undefined {
  const rows = arms.flatMap((arm) =>
    arm.trials
      .filter(({ status }) => status !== 'done')
      .map(({ id, seed, status, failure }) => [
        arm.label,
        String(seed),
        { text: failure ? `${status}, exit ${failure.exitCode}` : status, tone: 'failed' as const },
        failure?.message ?? none,
        id,
      ]),
  );
  if (rows.length === 0) return undefined;
  return {
    caption: 'Trials without a result: nothing above counts them',
    columns: [left('arm'), right('seed'), left('status'), left('message'), left('trial')],
    rows,
  };
}
