import { tensorsAlive } from '../scope.js';

/** How many tensors more live after `compute` than before it. 0, or something is kept that nobody frees. */
export function leakOf(compute: () => void): number {
  const before = tensorsAlive().count;
  compute();
  return tensorsAlive().count - before;
}
