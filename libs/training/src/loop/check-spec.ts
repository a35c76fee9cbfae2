import { StudyError } from '@weitiao/core';
import { warmupSteps } from '../schedule/schedule.js';
import type { TrainingSpec } from './training-spec.js';

/** @throws StudyError when a number has no sense; before anything is computed */
export function checkSpec({
  totalSteps,
  learningRate,
  maxGradientNorm = 1,
  schedule,
  optimizer = {},
  heldOut,
  checkpoints,
  resume,
}: TrainingSpec): void {
  const { beta1 = 0, beta2 = 0, epsilon = 1, weightDecay = 0 } = optimizer;
  const wanted: readonly [name: string, value: number, fits: boolean, want: string][] = [
    ['totalSteps', totalSteps, isCount(totalSteps), 'a whole number from 1'],
    ['learningRate', learningRate, learningRate >= 0 && Number.isFinite(learningRate), 'a number from 0'],
    ['maxGradientNorm', maxGradientNorm, maxGradientNorm > 0, 'a number above 0, or Infinity for no clipping'],
    ['optimizer.beta1', beta1, isShare(beta1), 'a number from 0 to below 1'],
    ['optimizer.beta2', beta2, isShare(beta2), 'a number from 0 to below 1'],
    ['optimizer.epsilon', epsilon, epsilon > 0, 'a number above 0'],
    ['optimizer.weightDecay', weightDecay, weightDecay >= 0 && Number.isFinite(weightDecay), 'a number from 0'],
    ['heldOut.everySteps', heldOut?.everySteps ?? 1, isCount(heldOut?.everySteps ?? 1), 'a whole number from 1'],
    [
      'checkpoints.everySteps',
      checkpoints?.everySteps ?? 1,
      isCount(checkpoints?.everySteps ?? 1),
      'a whole number from 1',
    ],
    ['checkpoints.keep', checkpoints?.keep ?? 1, isCount(checkpoints?.keep ?? 1), 'a whole number from 1'],
  ];
  for (const [name, value, fits, want] of wanted)
    if (!fits) throw new StudyError(`Training: ${name} is ${value}, wanted ${want}.`);
  if (schedule) warmupSteps(schedule, totalSteps);
  if (resume && resume.state.totalSteps !== totalSteps) {
    throw new StudyError(
      `Training: totalSteps is ${totalSteps}, but the checkpoint ${resume.folder} is of a run of ${resume.state.totalSteps} steps.`,
    );
  }
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
const isShare = (value: number): boolean => value >= 0 && value < 1;
