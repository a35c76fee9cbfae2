import type { Pass } from '@weitiao/core';
import { customGradient, gather, mul, reshape, sub, tensor1d, transpose, type Tensor } from '@weitiao/tensor';

/**
 * Matrices with Qᵀ = −Q from the numbers above their diagonals, row by row.
 * @param upper `[blocks, size × (size − 1) / 2]`
 * @returns `[blocks, size, size]`
 */
export function skewSymmetric(upper: Tensor, size: number, pass: Pass): Tensor {
  const blocks = upper.shape[0]!;
  const constant = (key: string, values: () => Int32Array, type: 'int32' | 'float32') =>
    pass.constant(`skew-symmetric ${key} ${size}`, () => tensor1d(values(), type));
  const sources = constant('sources', () => places(size).sources, 'int32');
  const signs = constant('signs', () => places(size).signs, 'float32');
  const above = constant('above', () => places(size).above, 'int32');
  return customGradient(
    [upper],
    () => reshape(mul(gather(upper, sources, 1), signs), [blocks, size, size]),
    (upstream) => {
      const both = sub(upstream, transpose(upstream, [0, 2, 1]));
      return [gather(reshape(both, [blocks, -1]), above, 1)];
    },
  );
}

/** Of every entry of a matrix, which number it takes and with which sign; and where the numbers stand above the diagonal. */
function places(size: number): { sources: Int32Array; signs: Int32Array; above: Int32Array } {
  const [sources, signs] = [new Int32Array(size * size), new Int32Array(size * size)];
  const above: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++) {
      const [upper, lower] = [row * size + column, column * size + row];
      sources[upper] = sources[lower] = above.length;
      [signs[upper], signs[lower]] = [1, -1];
      above.push(upper);
    }
  }
  return { sources, signs, above: Int32Array.from(above) };
}
