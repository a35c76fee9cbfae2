import type { TrialOutcome } from '@weitiao/study';

export type Named = Pick<TrialOutcome, 'arm' | 'seed'>;
const axes = ['model', 'method', 'data', 'template'] as const;

/** What the trials of a study are called: the parts in which they differ, and always the method and the seed. */
export function trialNames(trials: readonly Named[]): (trial: Named) => string {
  const nameOf = armNames(trials);
  return ({ arm, seed }) => `${nameOf(arm)} · seed ${seed}`;
}

/** The same without the seed. */
export function armNames(trials: readonly Pick<Named, 'arm'>[]): (arm: Named['arm']) => string {
  const told = axes.filter((axis) => axis === 'method' || new Set(trials.map(({ arm }) => arm[axis])).size > 1);
  return (arm) => told.map((axis) => arm[axis]).join(' · ');
}
