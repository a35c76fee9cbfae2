import type { HeldOutLoss } from '../step/held-out-loss.js';

/** What happens in a training run. `step` counts the optimiser steps that are done. */
export type TrainingEvent =
  | {
      readonly type: 'run-start';
      readonly step: number;
      readonly totalSteps: number;
      readonly trainedParameters: number;
    }
  | StepEnd
  | ({ readonly type: 'held-out-end'; readonly step: number } & HeldOutLoss)
  | { readonly type: 'checkpoint-saved'; readonly step: number; readonly folder: string }
  | { readonly type: 'run-end'; readonly step: number; readonly outcome: 'done' | 'stopped' }
  | { readonly type: 'run-end'; readonly step: number; readonly outcome: 'failed'; readonly message: string };

export interface StepEnd {
  readonly type: 'step-end';
  readonly step: number;
  readonly totalSteps: number;
  /** Mean of −ln p over the trained tokens of the step. */
  readonly loss: number;
  /** What the adapter added to the loss, where it has a penalty. */
  readonly penalty?: number;
  /** L2 norm over all trained parameters, before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly trainedTokens: number;
  /** Real tokens that went through the model, without padding. */
  readonly tokens: number;
  /** Wall-clock time of the step. */
  readonly seconds: number;
  readonly tokensPerSecond: number;
}
