import type { Tensor } from '@tensorflow/tfjs-core';

/** What a tensor was made of, and can be made of again. */
export interface Origin {
  /** The smaller tensor that holds the same. */
  readonly words: Tensor;
  /** @param words as those of the origin → the tensor again */
  again(words: Tensor): Tensor;
}

const origins = new WeakMap<Tensor, Origin>();

/** Says what a tensor was made of: a gradient then keeps that in its place. */
export function rememberOrigin(made: Tensor, origin: Origin): Tensor {
  origins.set(made, origin);
  return made;
}

export const originOf = (tensor: Tensor): Origin | undefined => origins.get(tensor);
