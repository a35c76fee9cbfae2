import type { Tensor } from '@tensorflow/tfjs-core';
import { add, mul, sigmoid, sub } from '../operations.js';
import { customGradient } from '../tape/index.js';

/** Silu, also called swish (Elfwing et al. 2018): `x σ(x)`. */
export function silu(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save) => {
      save(input);
      return mul(input, sigmoid(input));
    },
    (upstream, [x]) => {
      const gate = sigmoid(x!);
      return [mul(upstream, mul(gate, add(mul(x!, sub(1, gate)), 1)))];
    },
  );
}
