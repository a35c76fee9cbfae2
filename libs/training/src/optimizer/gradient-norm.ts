import { scope, square, stack, sum, type Tensor } from '@weitiao/tensor';

/** L2 norm of all gradients together; one read from the engine. */
export function gradientNorm(gradients: Iterable<Tensor>): number {
  const squares = scope(() => stack([...gradients].map((gradient) => sum(square(gradient)))));
  const total = Array.from(squares.dataSync()).reduce((norm, value) => norm + value, 0);
  squares.dispose();
  return Math.sqrt(total);
}

/** Factor that brings gradients of this norm to the largest allowed: PyTorch's `clip_grad_norm_`, which divides by norm + 1e-6. */
export const clipScale = (norm: number, largest: number): number => Math.min(1, largest / (norm + 1e-6));
