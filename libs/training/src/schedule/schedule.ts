import { StudyError } from '@weitiao/core';

export const scheduleNames = ['linear', 'cosine', 'constant'] as const;

/** How the learning rate changes over a run. */
export interface Schedule {
  /** After warm-up: down to 0 in a line, down to 0 in half a cosine wave, or no change. */
  readonly name: (typeof scheduleNames)[number];
  /** Steps of warm-up from rate 0; a number below 1 is a share of all steps, rounded up. 0 when absent. */
  readonly warmup?: number;
}

/** Steps of warm-up out of `totalSteps`. @throws StudyError when `warmup` is negative, or above 1 and not whole */
export function warmupSteps({ warmup = 0 }: Schedule, totalSteps: number): number {
  if (!(warmup >= 0) || (warmup >= 1 && !Number.isInteger(warmup))) {
    throw new StudyError(
      `The schedule's warm-up is ${warmup}. Give a whole number of steps, or a share of all steps below 1.`,
    );
  }
  return warmup < 1 ? Math.ceil(totalSteps * warmup) : warmup;
}

/**
 * Factor on the learning rate at a step, by transformers' formulas (`get_linear_schedule_with_warmup` and its kin): the first step of a
 * warm-up has the factor 0.
 * @param step counts from 0
 */
export function scheduleFactor(schedule: Schedule, step: number, totalSteps: number): number {
  const warmup = warmupSteps(schedule, totalSteps);
  if (step < warmup) return step / warmup;
  const decaying = Math.max(1, totalSteps - warmup);
  switch (schedule.name) {
    case 'linear':
      return Math.max(0, (totalSteps - step) / decaying);
    case 'cosine':
      return Math.max(0, 0.5 * (1 + Math.cos((Math.PI * (step - warmup)) / decaying)));
    case 'constant':
      return 1;
    default:
      throw new StudyError(`There is no schedule "${String(schedule.name)}". Schedules: ${scheduleNames.join(', ')}`);
  }
}
