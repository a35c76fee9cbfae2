import type { Parameter } from '@weitiao/core';
import { add, log, mul, onesLike, square, sub, type Tensor } from '@weitiao/tensor';

/** Φ(2) − Φ(−2): how much of a normal distribution lies within two deviations. */
const within = 0.9544997361036416;

/** N(0, deviation²) without what is beyond two deviations, by the inverse of its distribution function: PyTorch's `trunc_normal_`. */
export const truncatedNormal =
  (deviation: number): Parameter['initial'] =>
  (from, shape) =>
    mul(deviation * Math.SQRT2, inverseErf(from.uniform(-within, within)(shape)));

/** Giles 2012, "Approximating the erfinv function": the polynomial for −ln(1 − x²) < 5, in float32 exact to about 1e-7. */
const coefficients = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3, -4.17768164e-3,
  0.246640727, 1.50140941,
];

/** For |x| ≤ 0.99. */
function inverseErf(x: Tensor): Tensor {
  const away = sub(-2.5, log(sub(1, square(x))));
  const [first, ...rest] = coefficients;
  const polynomial = rest.reduce<Tensor>((sum, next) => add(mul(sum, away), next), mul(first!, onesLike(x)));
  return mul(polynomial, x);
}
