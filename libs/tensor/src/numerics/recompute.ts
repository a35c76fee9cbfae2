import type { Tensor } from '@tensorflow/tfjs-core';
import { customGradient, gradients } from '../tape/index.js';

/**
 * Activation checkpointing (Chen et al. 2016): runs `block` and keeps nothing of it but its inputs; the backward pass runs it again.
 * @param inputs all that `block` reads and that a gradient may be wanted of; what else it reads by closure has none and must live until the
 *   backward pass
 * @param block pure: the same inputs give the same value
 * @param value what `block` gave already, for a caller who had to run it to learn its inputs
 */
export function recompute(inputs: readonly Tensor[], block: (...inputs: Tensor[]) => Tensor, value?: Tensor): Tensor {
  return customGradient(
    inputs,
    (save) => {
      save(...inputs);
      return value ?? block(...inputs);
    },
    (upstream, saved, wanted) => {
      const found = gradients(
        () => block(...saved),
        saved.filter((_, index) => wanted[index]),
        upstream,
      ).gradients;
      return wanted.map((asked) => (asked ? found.shift() : undefined));
    },
  );
}
