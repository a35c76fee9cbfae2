import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../random/random-key.js';
import { portableKernels } from './portable-kernels.js';

/** Operations that an engine may have in a faster form than tfjs composes them. */
export interface Kernels {
  /** U[0, 1) by Philox: a pure function of the key. float32 */
  uniform(shape: readonly number[], key: RandomKey): Tensor;
  /**
   * @param logits `[rows, classes]`
   * @param labels int32 `[rows]`
   * @returns losses `[rows]` and gradient `[rows, classes]` of each row's loss by its logits
   */
  sparseCrossEntropy(logits: Tensor, labels: Tensor): { losses: Tensor; gradient: Tensor };
  /** `x W (+ b)`; `[rows, input]`, weight `[input, output]`, or `[output, input]` when transposed → `[rows, output]`. No gradient. */
  affine(input: Tensor, weight: Tensor, transposed: boolean, bias?: Tensor): Tensor;
}

let current: Kernels = portableKernels;

/** The kernels of the engine in use. */
export const kernels = (): Kernels => current;

/** Called by a backend when it starts; kernels that it lacks stay the portable ones. */
export function useKernels(own: Partial<Kernels>): void {
  current = { ...portableKernels, ...own };
}
