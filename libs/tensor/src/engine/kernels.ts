import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../random/random-key.js';
import { portableKernels } from './portable-kernels.js';

/** Operations that an engine may have in a faster form than tfjs composes them. None has a gradient: numerics give them theirs. */
export interface Kernels {
  /** U[0, 1) by Philox: a pure function of the key. float32 */
  uniform(shape: readonly number[], key: RandomKey): Tensor;
  /**
   * @param logits `[rows, classes]`
   * @param labels one a row, in host memory
   * @returns natural-log losses `[rows]`, and the gradient of each row's loss by its logits `[rows, classes]`
   */
  sparseCrossEntropy(logits: Tensor, labels: Int32Array): { losses: Tensor; gradient: Tensor };
  /** `x W (+ b)`; `[rows, input]`, weight `[input, output]`, or `[output, input]` when transposed → `[rows, output]` */
  affine(input: Tensor, weight: Tensor, transposed: boolean, bias?: Tensor): Tensor;
  /** `upstream · gate · (1 − gate)`: gradient by x where `gate = σ(x)` */
  sigmoidGradient(gate: Tensor, upstream: Tensor): Tensor;
}

let current: Kernels = portableKernels;

/** The kernels of the engine in use. */
export const kernels = (): Kernels => current;

/** Called by a backend when it starts; kernels that it lacks stay the portable ones. */
export function useKernels(own: Partial<Kernels>): void {
  current = { ...portableKernels, ...own };
}
