import type { Tensor } from '@tensorflow/tfjs-core';
import { add, mean, mul, rsqrt, square, sub, sum } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * Layer normalisation (Ba et al. 2016): `(x − mean) / √(variance + epsilon) · weight + bias` over the width.
 * @param input `[rows, width]`
 * @param weight `[width]`
 * @param bias `[width]`
 * @returns `[rows, width]`
 */
export function layerNorm(input: Tensor, weight: Tensor, bias: Tensor, epsilon: number): Tensor {
  return customGradient(
    [input, weight, bias],
    (save) => {
      const centred = sub(input, mean(input, -1, true));
      const scale = rsqrt(add(mean(square(centred), -1, true), epsilon));
      const normal = mul(centred, scale);
      save(normal, scale, weight);
      return add(mul(normal, weight), bias);
    },
    (upstream, [normal, scale, gain]) => [
      () => {
        const slope = mul(upstream, gain!);
        const parallel = mul(normal!, mean(mul(slope, normal!), -1, true));
        return mul(sub(sub(slope, mean(slope, -1, true)), parallel), scale!);
      },
      () => sum(mul(upstream, normal!), 0),
      () => sum(upstream, 0),
    ],
  );
}
