import { exitCodes, WeitiaoError } from '@weitiao/core';

/** The loss or the gradient is no finite number any more (exit code 65: the same input gives the same end). Nothing is saved after it. */
export class DivergedError extends WeitiaoError {
  constructor(
    /** Counts from 1. */
    readonly step: number,
    what: 'loss' | 'gradient norm',
    value: number,
    learningRate: number,
  ) {
    const advice =
      step === 1
        ? 'It is so at the first step already: look for NaN in the checkpoint, or an adapter that starts too large.'
        : `Lower the learning rate (${learningRate} at this step), lengthen the warm-up, or set a lower maxGradientNorm.`;
    super(
      `The ${what} of step ${step} is ${value}. ${advice} Checkpoints of earlier steps are intact.`,
      exitCodes.data,
    );
  }
}
