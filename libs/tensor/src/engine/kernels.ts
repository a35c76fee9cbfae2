import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../random/random-key.js';
import { portableKernels } from './portable-kernels.js';

/** Operations that an engine may have in a faster form than tfjs composes them. None is recorded: numerics give them their gradients. */
export interface Kernels {
  /** U[0, 1) by Philox: a pure function of the key. float32 */
  uniform(shape: readonly number[], key: RandomKey): Tensor;
  /**
   * @param logits `[rows, classes]`
   * @param labels int32 `[rows]`
   * @returns losses `[rows]` and gradient `[rows, classes]` of each row's loss by its logits
   */
  sparseCrossEntropy(logits: Tensor, labels: Tensor): { losses: Tensor; gradient: Tensor };
  /** `x W (+ b)`; `[rows, input]`, weight `[input, output]`, or `[output, input]` when transposed → `[rows, output]` */
  affine(input: Tensor, weight: Tensor, transposed: boolean, bias?: Tensor): Tensor;
  /** Over the last axis. */
  softmax(scores: Tensor): Tensor;
  /** Gradient by the scores, from the probabilities and the gradient by them; same shapes. */
  softmaxGradient(probabilities: Tensor, upstream: Tensor): Tensor;
  /** `x σ(2u)`, `u = 0.79788456 (x + 0.044715 x³)` */
  geluTanh(input: Tensor): Tensor;
  /** Gradient of `geluTanh` by its input, times `upstream`. */
  geluTanhGradient(input: Tensor, upstream: Tensor): Tensor;
}

let current: Kernels = portableKernels;

/** The kernels of the engine in use. */
export const kernels = (): Kernels => current;

/** Called by a backend when it starts; kernels that it lacks stay the portable ones. */
export function useKernels(own: Partial<Kernels>): void {
  current = { ...portableKernels, ...own };
}
