import type { Layout } from '@weitiao/core';
import { concat, dropoutMask, mul, randomKey, zeros, type Tensor } from '@weitiao/tensor';

/** Which step of which run: what dropout depends on beside segment and place. */
export interface StepSeed {
  readonly seed: number;
  readonly step: number;
}

/**
 * Dropout whose mask belongs to the segment and not to the batch: the same when a step is cut into other micro-batches, packed, padded, or
 * a block is recomputed. @param input `[batch × sequence, width]`
 */
export function segmentDropout(
  input: Tensor,
  rate: number,
  place: string,
  { spans, batch, sequence }: Layout,
  { seed, step }: StepSeed,
): Tensor {
  const width = input.shape[1]!;
  const parts: Tensor[] = [];
  let filled = 0;
  const padUpTo = (row: number) => {
    if (row > filled) parts.push(zeros([row - filled, width]));
    filled = row;
  };
  for (const span of spans) {
    padUpTo(span.row * sequence + span.start);
    parts.push(dropoutMask([span.length, width], rate, randomKey(seed, 'dropout', step, span.id, place)));
    filled += span.length;
  }
  padUpTo(batch * sequence);
  return mul(input, parts.length === 1 ? parts[0]! : concat(parts, 0));
}

/** Dropout of rows that all segments share: the same in every micro-batch of a step. @param input `[rows, width]` */
export const sharedDropout = (input: Tensor, rate: number, place: string, { seed, step }: StepSeed): Tensor =>
  mul(input, dropoutMask(input.shape, rate, randomKey(seed, 'shared dropout', step, place)));
