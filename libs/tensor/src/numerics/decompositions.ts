import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels, type OrthogonalTriangular, type SingularValues } from '../engine/kernels.js';
import { withoutTape } from '../tape/index.js';

/**
 * Singular value decomposition, `A = left · diag(values) · rightᵀ`. It has no gradient. The signs of a pair of singular vectors are the engine's choice.
 * @param matrix `[rows, columns]`
 * @throws Error where the engine cannot decompose
 */
export function singularValues(matrix: Tensor): SingularValues {
  const { singularValues: own } = kernels();
  if (!own) throw missing('singular value');
  return withoutTape(() => own(matrix));
}

/**
 * QR decomposition, `A = orthogonal · triangular`. It has no gradient. The signs of a column and its row are the engine's choice.
 * @param matrix `[rows, columns]`
 * @throws Error where the engine cannot decompose
 */
export function orthogonalTriangular(matrix: Tensor): OrthogonalTriangular {
  const { orthogonalTriangular: own } = kernels();
  if (!own) throw missing('QR');
  return withoutTape(() => own(matrix));
}

const missing = (what: string) =>
  new Error(`The tensor engine has no ${what} decomposition. Use the engine of @weitiao/backend-tensorflow.`);
