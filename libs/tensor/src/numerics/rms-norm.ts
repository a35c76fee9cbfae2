import type { Tensor } from '@tensorflow/tfjs-core';
import { add, mean, mul, rsqrt, square, sub, sum } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * Root-mean-square normalisation (Zhang and Sennrich 2019): `x / √(mean x² + epsilon) · weight` over the width.
 * @param input `[rows, width]`
 * @param weight `[width]`
 * @returns `[rows, width]`
 */
export function rmsNorm(input: Tensor, weight: Tensor, epsilon: number): Tensor {
  return customGradient(
    [input, weight],
    (save) => {
      const scale = rsqrt(add(mean(square(input), -1, true), epsilon));
      const normal = mul(input, scale);
      save(normal, scale, weight);
      return mul(normal, weight);
    },
    (upstream, [normal, scale, gain]) => [
      () => {
        const slope = mul(upstream, gain!);
        return mul(sub(slope, mul(normal!, mean(mul(slope, normal!), -1, true))), scale!);
      },
      () => sum(mul(upstream, normal!), 0),
    ],
  );
}
