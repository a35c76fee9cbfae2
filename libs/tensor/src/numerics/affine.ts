import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { matMul, sum } from '../operations.js';
import { PackedMatrix, type Stored } from '../packed/packed-matrix.js';
import { customGradient } from '../tape/index.js';
import { packedAffine } from './packed-affine.js';

/**
 * A linear layer, `y = x W (+ b)`. A weight that no gradient is wanted of costs none and keeps no input for one.
 * @param input `[rows, input]`
 * @param weight `[output, input]`, or `[input, output]` when `transposed` is false; one that is packed is frozen, and widened while it is read
 * @param bias `[output]`
 * @returns `[rows, output]`
 */
export function affine(input: Tensor, weight: Stored, bias?: Tensor, transposed = true): Tensor {
  if (weight instanceof PackedMatrix) return packedAffine(input, weight, bias, transposed);
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
