import { setImmediate } from 'node:timers/promises';
import type { Parameter } from '@weitiao/core';
import { exitCodes, WeitiaoError } from '@weitiao/core';
import { virtualTokenCounts } from '@weitiao/nn';
import { mul, scope, type Tensor } from '@weitiao/tensor';
import { adamW, type AdamWOptions } from '../optimizer/adam-w.js';
import { clipScale, gradientNorm } from '../optimizer/gradient-norm.js';
import type { OptimizerState } from '../optimizer/optimizer-state.js';
import { accumulate } from './accumulate.js';
import { countTokens, type TokenCounts } from './count-tokens.js';
import { DivergedError } from './diverged-error.js';
import { GradientSum } from './gradient-sum.js';
import { adaptersOf, type TrainingSubject } from './subject.js';
import type { TrainingStep } from './training-step.js';

export interface OptimizerStepOptions {
  readonly subject: TrainingSubject;
  readonly optimizer: AdamWOptions;
  readonly state: OptimizerState;
  readonly learningRate: number;
  /** Largest L2 norm of all gradients together; no limit when infinite. */
  readonly maxGradientNorm: number;
  readonly seed: number;
  readonly recompute: boolean;
  /** Of the whole run. */
  readonly totalSteps: number;
  readonly signal: AbortSignal;
}

export interface OptimizerStepResult extends TokenCounts {
  /** Mean of −ln p over the trained tokens of the step. */
  readonly loss: number;
  readonly penalty: number;
  /** Before clipping. */
  readonly gradientNorm: number;
}

/** One optimiser step. @returns undefined when it was given up because of the signal: then nothing has changed */
export async function optimizerStep(
  { step, microBatches }: TrainingStep,
  options: OptimizerStepOptions,
): Promise<OptimizerStepResult | undefined> {
  const { subject, seed, recompute, signal } = options;
  const virtual = virtualTokenCounts(adaptersOf(subject).map(({ adapter }) => adapter));
  const counts = countTokens(microBatches, virtual);
  if (counts.trainedTokens === 0) {
    throw new WeitiaoError(
      `Step ${step + 1} has no token to train on. Leave out examples without a reply.`,
      exitCodes.data,
    );
  }
  const read = { loss: 0, penalty: 0 };
  const sum = new GradientSum();
  try {
    const training = { seed, step, recompute };
    const useful = microBatches.filter((rows) => countTokens([rows], virtual).trainedTokens > 0);
    for (const [index, rows] of useful.entries()) {
      await setImmediate(); // signals and subscribers get their turn
      if (signal.aborted) return undefined;
      const part = accumulate(rows, {
        subject,
        training,
        trainedTokens: counts.trainedTokens,
        withPenalty: index === 0,
        sum,
      });
      read.loss += part.loss / counts.trainedTokens;
      read.penalty += part.penalty;
    }
    return { ...counts, ...read, gradientNorm: update(step, read.loss, sum.all, options) };
  } finally {
    sum[Symbol.dispose]();
  }
}

/** Clips and applies the gradients. @returns their norm before that */
function update(
  step: number,
  loss: number,
  gradients: ReadonlyMap<Parameter, Tensor>,
  options: OptimizerStepOptions,
): number {
  const { subject, optimizer, state, learningRate, maxGradientNorm } = options;
  const norm = gradientNorm(gradients.values());
  if (!Number.isFinite(loss)) throw new DivergedError(step + 1, 'loss', loss, learningRate);
  if (!Number.isFinite(norm)) throw new DivergedError(step + 1, 'gradient norm', norm, learningRate);
  const gradientScale = clipScale(norm, maxGradientNorm);
  adamW(optimizer, { values: subject.values, state, gradients, gradientScale, learningRate, step });
  afterStep(step, gradients, gradientScale, options);
  return norm;
}

/** Lets the adapter see the gradients as they were applied, and takes over the values that it replaced. */
function afterStep(
  step: number,
  gradients: ReadonlyMap<Parameter, Tensor>,
  scale: number,
  { subject: { adapter, values }, totalSteps }: OptimizerStepOptions,
): void {
  if (!adapter.afterStep) return;
  scope(() => {
    const applied = new Map([...gradients].map(([parameter, gradient]) => [parameter, mul(gradient, scale)]));
    const current = new Map(values.parameters.map((parameter) => [parameter, values.get(parameter)]));
    adapter.afterStep!(step, applied, current, totalSteps);
    for (const [parameter, value] of current) if (value !== values.get(parameter)) values.set(parameter, value);
  });
}
