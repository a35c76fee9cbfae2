import {
  train,
  type Checkpoint,
  type Checkpointing,
  type Running,
  type TrainingEvent,
  type TrainingResult,
} from '@weitiao/training';
import type { TrainOptions } from '../config/train-options.js';
import type { TrainingData } from './training-data.js';
import type { Tuned } from './tuned.js';

export interface TrainTunedSpec {
  readonly tuned: Tuned;
  readonly data: TrainingData;
  readonly options: TrainOptions;
  readonly seed: number;
  readonly checkpoints?: Checkpointing;
  readonly resume?: Checkpoint | undefined;
}

/** Trains as the options of a trial say; the values of `tuned` change in place. */
export function trainTuned({
  tuned,
  data,
  options,
  seed,
  checkpoints,
  resume,
}: TrainTunedSpec): Running<TrainingResult, TrainingEvent> {
  const { learningRate, schedule, optimizer, maxGradientNorm, recompute } = options;
  const { heldOut, totalSteps } = data;
  const { model, weights } = tuned.base;
  return train({
    model,
    weights,
    adapter: tuned.adapter,
    values: tuned.values,
    steps: data.steps(resume?.state.step),
    totalSteps,
    learningRate,
    schedule: { name: schedule.use, warmup: schedule.warmup },
    optimizer,
    maxGradientNorm: maxGradientNorm ?? Infinity,
    seed,
    recompute,
    ...(heldOut ? { heldOut } : {}),
    ...(checkpoints ? { checkpoints } : {}),
    ...(resume ? { resume } : {}),
  });
}
