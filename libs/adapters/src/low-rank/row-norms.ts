import type { LinearSite } from '@weitiao/core';
import { add, matMul, mul, norm, type Tensor } from '@weitiao/tensor';

/** A product s · B A that is added to a weight. */
interface Update {
  /** A `[rank, input]` */
  readonly down: Tensor;
  /** B `[output, rank]` */
  readonly up: Tensor;
  readonly scale: number;
}

/**
 * The Euclidean length of what each output of a layer is computed with: ‖W‖, or ‖W + s B A‖. `[output]`
 * @param weight as the checkpoint stores it
 */
export function rowNorms({ rows }: LinearSite, weight: Tensor, update?: Update): Tensor {
  const axis = rows === 'output' ? 1 : 0;
  if (!update) return norm(weight, 2, axis);
  const { down, up, scale } = update;
  const product = axis === 1 ? matMul(up, down) : matMul(down, up, true, true);
  return norm(add(weight, mul(scale, product)), 2, axis);
}
