import type { BaseModel } from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { philoxNormal, randomKey, tensor } from '@weitiao/tensor';

/** Random weights for a model: matrices N(0, 0.2²), norm weights around 1, biases around 0. The same seed gives the same numbers. */
export function randomWeights(model: BaseModel, seed = 1): Weights {
  const entries = [...model.weights].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const centre = shape.length === 1 && name.endsWith('.weight') ? 1 : 0;
    const values = philoxNormal(size, randomKey(seed, name)).map((value) => centre + 0.2 * value);
    return [name, tensor(values, [...shape])] as const;
  });
  return new Weights(new Map(entries));
}
