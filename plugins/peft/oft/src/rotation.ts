import type { Pass } from '@weitiao/core';
import { add, eye, inverse, matMul, mul, reshape, sub, transpose, type Tensor } from '@weitiao/tensor';
import { skewSymmetric } from './skew-symmetric.js';

/** The divisor of `width` that is nearest to `wanted`, the smaller one of two: what peft takes in its place. */
export function dividing(width: number, wanted: number): number {
  const divisors = Array.from({ length: width }, (_, index) => index + 1).filter((number) => width % number === 0);
  const distance = (number: number) => Math.abs(number - wanted);
  return divisors.reduce((best, number) => (distance(number) < distance(best) ? number : best));
}

/**
 * Rotations R by the Cayley transform of skew-symmetric matrices Q. `neumannTerms`, at least 2, terms give I + 2Q + 2Q² + … + Qⁿ⁻¹, the last one once, which is near
 * (I + Q)(I − Q)⁻¹ while Q is small; Infinity gives (I − Q)(I + Q)⁻¹ itself, which turns the other way round. Both as peft 0.21 has them.
 * @param angles the upper triangles of Q, `[blocks, size × (size − 1) / 2]`
 * @returns `[blocks, size, size]`
 */
export function rotations(angles: Tensor, size: number, neumannTerms: number, pass: Pass): Tensor {
  const identity = eye(size);
  const skew = skewSymmetric(angles, size, pass);
  if (neumannTerms === Infinity) return sub(mul(2, inverse(add(identity, skew))), identity);
  let rotation: Tensor = add(identity, mul(2, skew));
  if (neumannTerms === 2) return rotation;
  let power: Tensor = matMul(skew, skew);
  rotation = add(rotation, mul(2, power));
  for (let term = 3; term < neumannTerms - 1; term++) {
    power = matMul(power, skew);
    rotation = add(rotation, mul(2, power));
  }
  return add(rotation, matMul(power, skew));
}

/**
 * Turns each block of the input's columns by its rotation, or all of them by the only one.
 * @param input `[rows, width]`
 * @param rotation `[blocks, size, size]` or `[1, size, size]`
 */
export function rotated(input: Tensor, rotation: Tensor): Tensor {
  const [blocks, size] = [rotation.shape[0]!, rotation.shape[1]!];
  if (blocks === 1) return reshape(matMul(reshape(input, [-1, size]), reshape(rotation, [size, size])), input.shape);
  const byBlock = transpose(reshape(input, [-1, blocks, size]), [1, 0, 2]);
  return reshape(transpose(matMul(byBlock, rotation), [1, 0, 2]), input.shape);
}
