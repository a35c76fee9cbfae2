import type { BaseModel } from '@weitiao/core';
import { ones, philoxNormal, randomKey, tensor, zeros, type Tensor } from '@weitiao/tensor';

export interface FirstWeights {
  /** Standard deviation of matrices; `initializer_range` of config.json. */
  readonly deviation: number;
  readonly seed: number;
}

/**
 * Weights of a model that has learned nothing, as transformers starts one (`_init_weights`): matrices N(0, deviation²), weights of norms 1, biases
 * 0. What a matrix is depends on the seed and its name alone. They belong to the caller.
 */
export function firstWeights({ weights }: BaseModel, { deviation, seed }: FirstWeights): Map<string, Tensor> {
  return new Map(
    [...weights].map(([name, shape]) => {
      if (shape.length <= 1) return [name, name.endsWith('bias') ? zeros([...shape]) : ones([...shape])] as const;
      const size = shape.reduce((product, length) => product * length, 1);
      const values = philoxNormal(size, randomKey(seed, 'first-weights', name)).map((value) => deviation * value);
      return [name, tensor(values, [...shape], 'float32')] as const;
    }),
  );
}
