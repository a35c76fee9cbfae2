import { erf, type Tensor } from '@tensorflow/tfjs-core';
import { add, exp, mul, square } from '../operations.js';
import { scope } from '../scope.js';
import { customGradient } from '../tape/index.js';

/** Gelu (Hendrycks and Gimpel 2016): `x Φ(x)`, Φ the normal distribution function. */
export function geluErf(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save, [wanted]) => {
      const below = scope(() => mul(add(erf(mul(input, Math.SQRT1_2)), 1), 0.5));
      if (wanted) save(add(below, mul(input, density(input))));
      return mul(input, below);
    },
    (upstream, [slope]) => [mul(upstream, slope!)],
  );
}

const density = (input: Tensor): Tensor => scope(() => mul(exp(mul(square(input), -0.5)), 1 / Math.sqrt(2 * Math.PI)));
