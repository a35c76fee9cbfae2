import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { matMul, sum } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * A linear layer, `y = x W (+ b)`. A weight that no gradient is wanted of costs none and keeps no input for one.
 * @param input `[rows, input]`
 * @param weight `[output, input]`, or `[input, output]` when `transposed` is false
 * @param bias `[output]`
 * @returns `[rows, output]`
 */
export function affine(input: Tensor, weight: Tensor, bias?: Tensor, transposed = true): Tensor {
  return customGradient(
    bias ? [input, weight, bias] : [input, weight],
    (save, [, weightWanted]) => {
      save(weight, ...(weightWanted ? [input] : []));
      return kernels().affine(input, weight, transposed, bias);
    },
    (upstream, [kernel, rows]) => [
      () => kernels().affine(upstream, kernel!, !transposed),
      () => (transposed ? matMul(upstream, rows!, true) : matMul(rows!, upstream, true)),
      () => sum(upstream, 0),
    ],
  );
}
