import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { customGradient } from '../tape/index.js';

/**
 * Gelu by tanh (Hendrycks and Gimpel 2016), `0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))`, with √(2/π) rounded to 0.79788456
 * as BLOOM does; in float32 that is the constant of `gelu_new` and `gelu_pytorch_tanh` too.
 */
export function geluTanh(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save) => {
      save(input);
      return kernels().geluTanh(input);
    },
    (upstream, [x]) => [kernels().geluTanhGradient(x!, upstream)],
  );
}
