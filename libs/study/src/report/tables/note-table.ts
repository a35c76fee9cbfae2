import type { Arm } from '../arms/arm.js';
import { left, type Table } from './table.js';

/** What trials were warned of: rows that were left out, questions that were not asked. Undefined where there is nothing. */
export function noteTable(arms: readonly Arm[]): Table | undefined {
  const trials = arms.flatMap((arm) =>
    arm.trials.map((trial) => ({ name: `${arm.label} · seed ${trial.seed}`, trial })),
  );
  const told = new Map<string, string[]>();
  for (const { name, trial } of trials)
    for (const note of trial.notes ?? []) told.set(note, [...(told.get(note) ?? []), name]);
  if (told.size === 0) return undefined;
  return {
    caption: 'What was left out on the way: rows and questions that no number counts',
    columns: [left('note'), left('trials')],
    rows: [...told].map(([note, names]) => [note, names.length === trials.length ? 'every trial' : names.join(', ')]),
  };
}
