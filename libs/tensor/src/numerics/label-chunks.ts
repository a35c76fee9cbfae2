import type { Tensor } from '@tensorflow/tfjs-core';
import { concat, gather, slice, tensor1d, zeros } from '../operations.js';

/** Some of the rows that have a label. */
export interface LabelChunk {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

/** The rows with a label ≥ 0, in order, cut into as few equal chunks as hold at most `size` rows each. */
export function labelChunks(labels: Int32Array, size: number): LabelChunk[] {
  const rows = Int32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const count = Math.ceil(rows.length / size);
  const step = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, index) => {
    const part = rows.subarray(index * step, (index + 1) * step);
    return { rows: part, labels: part.map((row) => labels[row]!) };
  }).filter((chunk) => chunk.rows.length > 0);
}

/** `[all rows, width]` → `[rows of the chunk, width]` */
export function pickRows(hidden: Tensor, { rows }: LabelChunk): Tensor {
  const contiguous = rows.at(-1)! - rows[0]! + 1 === rows.length;
  if (contiguous) return slice(hidden, [rows[0]!, 0], [rows.length, -1]);
  return gather(hidden, tensor1d(rows, 'int32'));
}

/**
 * The inverse of `pickRows` over all chunks.
 * @param picked rows of every chunk, in order
 * @param count of all rows
 * @returns `[count, width]`, zeros where a row is in no chunk
 */
export function spreadRows(
  picked: readonly Tensor[],
  chunks: readonly LabelChunk[],
  count: number,
  width: number,
): Tensor {
  const total = chunks.reduce((sum, { rows }) => sum + rows.length, 0);
  if (total === 0) return zeros([count, width]);
  if (total === count) return picked.length === 1 ? picked[0]!.clone() : concat([...picked]);
  const source = new Int32Array(count).fill(total); // the row of zeros put after the picked ones
  let next = 0;
  for (const { rows } of chunks) rows.forEach((row) => (source[row] = next++));
  return gather(concat([...picked, zeros([1, width])]), tensor1d(source, 'int32'));
}
