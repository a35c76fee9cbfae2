import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { mul } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * Gelu by tanh (Hendrycks and Gimpel 2016), `0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))`, with √(2/π) rounded to 0.79788456 as BLOOM
 * does; in float32 that is also the constant of `gelu_new` and `gelu_pytorch_tanh`.
 */
export function geluTanh(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save, [wanted]) => {
      if (!wanted) return kernels().geluTanh(input);
      // Input and slope are equally large; with the slope, the backward pass is one multiplication.
      const { value, slope } = kernels().geluTanhWithSlope(input);
      save(slope);
      return value;
    },
    (upstream, [slope]) => [mul(upstream, slope!)],
  );
}
