import { onesLike, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { backpropagate } from './backpropagate.js';
import { forget, record, withoutTape } from './recording.js';

/**
 * Value of `compute` and its gradients by `inputs`; zeros by an input that the value does not depend on.
 * May be called inside a backward pass or a custom gradient; is itself not recorded.
 * @param upstream gradient of the value, of its shape, or how to make it from the value; ones when absent
 */
export function gradients(
  compute: () => Tensor,
  inputs: readonly Tensor[],
  upstream: Tensor | ((value: Tensor) => Tensor) = onesLike,
): { value: Tensor; gradients: Tensor[] } {
  return withoutTape(() =>
    tidy(() => {
      const { value, tape } = record(inputs, () => tidy(compute));
      try {
        const found = backpropagate(tape, value, inputs, typeof upstream === 'function' ? upstream(value) : upstream);
        return { value, gradients: inputs.map((input) => found.get(input.id) ?? zerosLike(input)) };
      } finally {
        forget(tape);
      }
    }),
  );
}
