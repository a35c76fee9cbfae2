import { z } from 'zod';
import type { TrainingResult } from '../loop/training-spec.js';

const heldOut = z.object({ step: z.int(), loss: z.number(), tokens: z.int() });

/** state.json of a checkpoint: where the run stood, and whose it is. */
export const checkpointState = z.object({
  format: z.literal(1),
  identity: z.string(),
  /** Optimiser steps done, which is the data cursor too: the plan of steps is a function of the trial. */
  step: z.int().nonnegative(),
  totalSteps: z.int().positive(),
  loss: z.number().optional(),
  heldOut: heldOut.optional(),
  trainedTokens: z.int().nonnegative(),
  tokens: z.int().nonnegative(),
  versions: z.record(z.string(), z.string()),
});
export type CheckpointState = z.output<typeof checkpointState>;

export type Progress = Omit<TrainingResult, 'stopped'>;

export const progressOf = ({ step, loss, heldOut: last, trainedTokens, tokens }: CheckpointState): Progress => ({
  step,
  ...(loss === undefined ? {} : { loss }),
  ...(last === undefined ? {} : { heldOut: last }),
  trainedTokens,
  tokens,
});
