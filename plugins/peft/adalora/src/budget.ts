import { StudyError } from '@weitiao/core';

/** How the number of triplets falls over a run. */
export interface Schedule {
  /** Steps at the start in which nothing is pruned (`tinit`). */
  readonly initialSteps: number;
  /** Steps at the end in which the ranks stay as they are (`tfinal`). */
  readonly finalSteps: number;
  /** Steps from one pruning to the next (`deltaT`). */
  readonly interval: number;
  readonly totalSteps: number;
}

/** What is to be done after a step: nothing, bring the triplets down to that many, or keep those pruned at zero that were decided on. */
export type Decision = { readonly prune: number } | 'keep' | undefined;

/**
 * The budget of a step, AdaLoRA's equation 12: from all triplets down to the target along a cubic.
 * @param step counts from 0
 * @param from triplets of all layers at the start
 * @param to and at the end
 */
export function decisionAt(
  step: number,
  { initialSteps, finalSteps, interval, totalSteps }: Schedule,
  from: number,
  to: number,
): Decision {
  const last = totalSteps - finalSteps;
  if (step > last) return 'keep';
  const left = 1 - (step - initialSteps) / (last - initialSteps);
  const budget = step <= initialSteps ? from : Math.trunc((from - to) * left ** 3 + to);
  const due = step === last || (step > initialSteps && step % interval === 0);
  return due ? { prune: from - budget } : undefined;
}

/** @throws StudyError when the run has no step between its first and its last phase */
export function checkSchedule({ initialSteps, finalSteps, totalSteps }: Schedule): void {
  if (initialSteps < totalSteps - finalSteps) return;
  throw new StudyError(
    `AdaLoRA prunes between its first ${initialSteps} and its last ${finalSteps} steps; a run of ${totalSteps} steps has none there. Lower initialSteps or finalSteps.`,
  );
}
