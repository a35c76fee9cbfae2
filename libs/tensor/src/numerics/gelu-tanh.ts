import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { add, addN, mul, sigmoid, square } from '../operations.js';
import { scope } from '../scope.js';
import { customGradient } from '../tape/index.js';

// 1 + tanh u = 2 σ(2u), and 2u = LINEAR x + CUBIC x³: by σ it takes fewer passes over the numbers than by tanh.
const LINEAR = 2 * 0.79788456;
const CUBIC = LINEAR * 0.044715;

/**
 * Gelu by tanh (Hendrycks and Gimpel 2016), `0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))`, with √(2/π) rounded to 0.79788456 as BLOOM
 * does; in float32 that is also the constant of `gelu_new` and `gelu_pytorch_tanh`.
 */
export function geluTanh(input: Tensor): Tensor {
  return customGradient(
    [input],
    (save, [wanted]) => {
      const inner = scope(() => mul(input, add(mul(square(input), CUBIC), LINEAR)));
      const gate = sigmoid(inner);
      // Slope and input are equally large; keeping the slope makes the backward pass one multiplication.
      if (wanted) save(slope(input, inner, gate));
      return mul(input, gate);
    },
    (upstream, [kept]) => [mul(upstream, kept!)],
  );
}

/** d(x σ(inner))/dx = σ + σ (1 − σ) · x · d(inner)/dx, the last two factors being 3 inner − 2 LINEAR x */
const slope = (input: Tensor, inner: Tensor, gate: Tensor): Tensor =>
  scope(() => {
    const rise = addN([inner, inner, inner, mul(input, -2 * LINEAR)]);
    return add(gate, kernels().sigmoidGradient(gate, rise));
  });
