import type { Parameter } from '@weitiao/core';
import { abs, add, concat, mean, mul, reshape, sub, tensor, type Tensor } from '@weitiao/tensor';
import type { Memory, Triplets } from './triplets.js';

/** A layer's update and what the allocator remembers of it. */
export interface Layer {
  readonly triplets: Triplets;
  readonly memory: Memory;
}

type Values = Map<Parameter, Tensor>;

/** Decays of the two averages, β₁ and β₂. */
export interface Smoothing {
  readonly importance: number;
  readonly uncertainty: number;
}

const factors = ['down', 'up', 'strengths'] as const;

/**
 * Sensitivity |w ∇w| of every number, smoothed, and how uncertain it is (AdaLoRA, equations 9 and 10).
 * @param gradients of the step that led to `values`
 */
export function remember(
  { triplets, memory }: Layer,
  gradients: ReadonlyMap<Parameter, Tensor>,
  values: Values,
  smoothing: Smoothing,
): void {
  for (const factor of factors) {
    const parameter = triplets[factor];
    const gradient = gradients.get(parameter);
    if (!gradient) continue;
    const { importance, uncertainty } = memory[factor];
    const now = abs(mul(values.get(parameter)!, gradient));
    const smoothed = blend(values.get(importance)!, now, smoothing.importance);
    const spread = abs(sub(now, smoothed));
    values.set(importance, smoothed);
    values.set(uncertainty, blend(values.get(uncertainty)!, spread, smoothing.uncertainty));
  }
}

const blend = (old: Tensor, fresh: Tensor, decay: number): Tensor => add(mul(decay, old), mul(1 - decay, fresh));

/** Sets the `count` least important triplets of all layers to zero, those as unimportant as the last of them too (equation 8). */
export function prune(layers: readonly Layer[], count: number, values: Values): void {
  const scores = layers.map((layer) => scoresOf(layer, values));
  const all = concat(scores).dataSync();
  const threshold = count > 0 ? all.slice().sort()[count - 1]! : -Infinity;
  let at = 0;
  for (const { memory, triplets } of layers) {
    const rank = memory.kept.shape[0]!;
    const kept = Array.from(all.subarray(at, at + rank), (score) => Number(score > threshold));
    at += rank;
    values.set(memory.kept, tensor(kept, [rank]));
    keepPruned({ memory, triplets }, values);
  }
}

/** Triplets that are pruned stay at zero, whatever the optimiser made of them. */
export function keepPruned({ memory: { kept }, triplets: { strengths } }: Layer, values: Values): void {
  values.set(strengths, mul(values.get(strengths)!, reshape(values.get(kept)!, [-1, 1])));
}

/** Importance of each triplet, `[rank]`: that of its strength and the means of those of its two vectors (equation 7). */
function scoresOf({ memory }: Layer, values: Values): Tensor {
  const [down, up, strengths] = factors.map((factor) => {
    const { importance, uncertainty } = memory[factor];
    return mul(values.get(importance)!, values.get(uncertainty)!);
  });
  return add(reshape(strengths!, [-1]), add(mean(down!, 1), mean(up!, 0)));
}
