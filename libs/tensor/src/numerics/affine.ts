import type { Tensor } from '@tensorflow/tfjs-core';
import { isConstant } from '../constant.js';
import { kernels } from '../engine/kernels.js';
import { matMul, sum } from '../operations.js';
import { customGradient } from '../tape.js';

/**
 * A linear layer, `y = x W (+ b)`. A constant weight costs no gradient and keeps no input for one.
 * @param input `[rows, input]`
 * @param weight `[output, input]`, or `[input, output]` when `transposed` is false
 * @param bias `[output]`
 * @returns `[rows, output]`
 */
export function affine(input: Tensor, weight: Tensor, bias?: Tensor, transposed = true): Tensor {
  const frozen = isConstant(weight) && (!bias || isConstant(bias));
  if (frozen) {
    return customGradient(
      [input],
      () => kernels().affine(input, weight, transposed, bias),
      (upstream) => [kernels().affine(upstream, weight, !transposed)],
    );
  }
  return customGradient(
    bias ? [input, weight, bias] : [input, weight],
    (save) => {
      save(input, weight);
      return kernels().affine(input, weight, transposed, bias);
    },
    (upstream, [rows, kernel]) => [
      kernels().affine(upstream, kernel!, !transposed),
      transposed ? matMul(upstream, rows!, true) : matMul(rows!, upstream, true),
      ...(bias ? [sum(upstream, 0)] : []),
    ],
  );
}
