import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { cast, greaterEqual, mul } from '../operations.js';
import type { RandomKey } from '../random/index.js';
import { scope } from '../scope.js';

/**
 * What dropout (Srivastava et al. 2014) multiplies with: 0 with probability `rate`, else 1 / (1 − rate). A pure function of its arguments.
 * @param rate in [0, 1)
 */
export const dropoutMask = (shape: readonly number[], rate: number, key: RandomKey): Tensor =>
  scope(() => mul(cast(greaterEqual(kernels().uniform(shape, key), rate), 'float32'), 1 / (1 - rate)));
