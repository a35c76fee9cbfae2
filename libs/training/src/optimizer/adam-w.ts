import type { Parameter } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import { add, div, mul, scalar, scope, sqrt, square, sub, type Tensor } from '@weitiao/tensor';
import { decays, type DecayGroups } from './decays.js';
import type { Moments, OptimizerState } from './optimizer-state.js';

export interface AdamWOptions {
  /** Decay of the average of the gradient, 0.9. */
  readonly beta1: number;
  /** Decay of the average of its square, 0.999. */
  readonly beta2: number;
  /** Keeps the division finite, 1e-8. */
  readonly epsilon: number;
  /** Decoupled: multiplied with the learning rate and the value, not added to the gradient. */
  readonly weightDecay: number;
  readonly decay: DecayGroups;
}

/** PyTorch's, with the groups of transformers' Trainer. */
export const adamWDefaults: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  decay: 'standard',
};

export interface AdamWStep {
  readonly values: ParameterStore;
  readonly state: OptimizerState;
  /** A parameter without a gradient stays as it is. */
  readonly gradients: ReadonlyMap<Parameter, Tensor>;
  /** Factor on all gradients, from clipping. */
  readonly gradientScale: number;
  readonly learningRate: number;
  /** Steps done before this one. */
  readonly step: number;
}

/**
 * One step of AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) as PyTorch computes it:
 * θ ← (1 − ηλ) θ − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
 */
export function adamW(
  options: AdamWOptions,
  { values, state, gradients, gradientScale, learningRate, step }: AdamWStep,
): void {
  scope(() => {
    const factors = sharedFactors(options, gradientScale, step + 1);
    const groups = new Map<string, GroupFactors>();
    for (const [parameter, gradient] of gradients) {
      const rate = learningRate * (parameter.learningRateFactor ?? 1);
      const decay = decays(parameter, options.decay) ? options.weightDecay : 0;
      const key = `${rate} ${decay}`;
      const group = groups.get(key) ?? groupFactors(options, rate, decay, step + 1);
      groups.set(key, group);
      scope(() => {
        const moments = average(state.get(parameter), gradient, factors);
        values.set(parameter, move(values.get(parameter), moments, factors, group));
        state.set(parameter, moments);
      });
    }
  });
}

/**
 * The factors of a step as tensors, made once: making one costs more than multiplying by it. The scale of the gradient is in those of the
 * averages. Numerator and denominator of the quotient are both multiplied by √(1 − β₂ᵗ): the same value, and one operation less.
 */
function sharedFactors({ beta1, beta2, epsilon }: AdamWOptions, gradientScale: number, count: number) {
  return {
    oldMean: scalar(beta1),
    gradient: scalar((1 - beta1) * gradientScale),
    oldSquare: scalar(beta2),
    square: scalar((1 - beta2) * gradientScale * gradientScale),
    epsilon: scalar(epsilon * Math.sqrt(1 - beta2 ** count)),
  };
}
type SharedFactors = ReturnType<typeof sharedFactors>;

/** Those that parameters of one rate and decay have in common. */
interface GroupFactors {
  readonly quotient: Tensor;
  /** Absent where it would be 1. */
  readonly value?: Tensor;
}

function groupFactors({ beta1, beta2 }: AdamWOptions, rate: number, decay: number, count: number): GroupFactors {
  const quotient = scalar((rate * Math.sqrt(1 - beta2 ** count)) / (1 - beta1 ** count));
  return rate * decay === 0 ? { quotient } : { quotient, value: scalar(1 - rate * decay) };
}

function average({ mean, square: squares }: Moments, gradient: Tensor, factors: SharedFactors): Moments {
  return {
    mean: add(mul(mean, factors.oldMean), mul(gradient, factors.gradient)),
    square: add(mul(squares, factors.oldSquare), mul(square(gradient), factors.square)),
  };
}

function move(
  value: Tensor,
  { mean, square: squares }: Moments,
  { epsilon }: SharedFactors,
  group: GroupFactors,
): Tensor {
  const quotient = div(mean, add(sqrt(squares), epsilon));
  return sub(group.value ? mul(value, group.value) : value, mul(quotient, group.quotient));
}
