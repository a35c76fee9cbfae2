import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { matMul, neg } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * Inverses of square matrices that have one.
 * @param matrices `[count, size, size]`
 * @returns the same shape
 */
export function inverse(matrices: Tensor): Tensor {
  return customGradient(
    [matrices],
    (save, [wanted]) => {
      const found = kernels().inverse(matrices);
      if (wanted) save(found);
      return found;
    },
    // d(X⁻¹) = −X⁻¹ dX X⁻¹
    (upstream, [found]) => [neg(matMul(matMul(found!, upstream, true), found!, false, true))],
  );
}
