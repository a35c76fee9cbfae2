import type { Parameter } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import { add, div, mul, scope, sqrt, square, sub, type Tensor } from '@weitiao/tensor';
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
export const adamWDefaults: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decay: 'standard' };

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
export function adamW(options: AdamWOptions, { values, state, gradients, gradientScale, learningRate, step }: AdamWStep): void {
  for (const [parameter, gradient] of gradients) {
    const rate = learningRate * (parameter.learningRateFactor ?? 1);
    const decay = decays(parameter, options.decay) ? options.weightDecay : 0;
    scope(() => {
      const moments = average(options, state.get(parameter), gradient, gradientScale);
      values.set(parameter, move(options, values.get(parameter), moments, rate, decay, step + 1));
      state.set(parameter, moments);
    });
  }
}

/** The scale of the gradient goes into the two factors, which saves an operation on every tensor. */
function average({ beta1, beta2 }: AdamWOptions, { mean, square: squares }: Moments, gradient: Tensor, scale: number): Moments {
  return {
    mean: add(mul(mean, beta1), mul(gradient, (1 - beta1) * scale)),
    square: add(mul(squares, beta2), mul(square(gradient), (1 - beta2) * scale * scale)),
  };
}

/** Numerator and denominator are both multiplied by √(1 − β₂ᵗ): the same quotient with one operation less. */
function move(options: AdamWOptions, value: Tensor, { mean, square: squares }: Moments, rate: number, decay: number, count: number): Tensor {
  const correction1 = 1 - options.beta1 ** count;
  const correction2 = Math.sqrt(1 - options.beta2 ** count);
  const quotient = div(mean, add(sqrt(squares), options.epsilon * correction2));
  const decayed = rate * decay === 0 ? value : mul(value, 1 - rate * decay);
  return sub(decayed, mul(quotient, (rate * correction2) / correction1));
}
