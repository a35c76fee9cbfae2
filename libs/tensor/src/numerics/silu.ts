import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { add, mul, sigmoid } from '../operations.js';
import { customGradient } from '../tape/index.js';

/** Silu, also called swish (Elfwing et al. 2018): `x σ(x)`. */
export function silu(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save, [wanted]) => {
      const gate = sigmoid(input);
      if (wanted) save(add(gate, kernels().sigmoidGradient(gate, input)));
      return mul(input, gate);
    },
    (upstream, [slope]) => [mul(upstream, slope!)],
  );
}
