import { add, cast, less, matMul, mul, oneHot, reshape, type Tensor } from '@weitiao/tensor';

/**
 * Puts the rows of prompts in their places, by a product that has a gradient by them.
 * @param rows `[batch × sequence, width]`
 * @param slots int32 `[batch, sequence]`: which row of the table stands there, −1 for a real token
 * @param table `[count, width]`
 */
export function putPrompts(rows: Tensor, slots: Tensor, table: Tensor): Tensor {
  const flat = reshape(slots, [-1]);
  const isReal = cast(reshape(less(flat, 0), [-1, 1]), 'float32');
  return add(mul(rows, isReal), matMul(cast(oneHot(flat, table.shape[0]!), 'float32'), table));
}
