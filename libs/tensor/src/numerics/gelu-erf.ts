import { erf, type Tensor } from '@tensorflow/tfjs-core';
import { add, exp, mul, square } from '../operations.js';
import { customGradient } from '../tape/index.js';

/** Gelu (Hendrycks and Gimpel 2016), `x Φ(x)` with the normal distribution function Φ. */
export function geluErf(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save) => {
      save(input);
      return mul(input, distribution(input));
    },
    (upstream, [x]) => {
      const density = mul(exp(mul(square(x!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [mul(upstream, add(distribution(x!), mul(x!, density)))];
    },
  );
}

const distribution = (x: Tensor): Tensor => mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
