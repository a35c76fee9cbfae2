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

/** What a tensor can be made of again; undefined where that is gone, or there is nothing. */
export function originOf(tensor: Tensor): Origin | undefined {
  const origin = origins.get(tensor);
  return origin?.words.isDisposed ? undefined : origin;
}
