import type { Tensor } from '@tensorflow/tfjs-core';

const constants = new WeakSet<Tensor>();

/** Promises that no gradient by this tensor will be asked for: operations then keep nothing for one. */
export function markConstant<T extends Tensor>(tensor: T): T {
  constants.add(tensor);
  return tensor;
}

export const isConstant = (tensor: Tensor): boolean => constants.has(tensor);
