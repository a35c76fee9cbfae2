import { StudyError } from '@weitiao/core';
import { randomKey, shuffled } from '@weitiao/tensor';
import { ExampleSubset } from './example-subset.js';
import type { Examples } from './examples.js';

/** How much is kept from training: a share of the examples, or so many. */
export type HeldOutSize = { readonly fraction: number } | { readonly count: number };

/**
 * Examples to train on and examples to measure the loss on, drawn by the seed; both in the order of the data.
 * @throws StudyError when nothing would be left of either
 */
export function splitHeldOut(
  all: Examples,
  size: HeldOutSize,
  seed: number,
): { training: ExampleSubset; heldOut: ExampleSubset } {
  const wanted = 'count' in size ? size.count : Math.round(size.fraction * all.count);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted >= all.count) {
    const asked = 'count' in size ? String(size.count) : `a share of ${size.fraction}`;
    throw new StudyError(
      `${asked} of ${all.count} examples cannot be held out: at least one must be, and one must be left to train on.`,
    );
  }
  const order = shuffled(all.count, randomKey(seed, 'held-out'));
  const subset = (indices: Uint32Array) => new ExampleSubset(all, indices.sort());
  return { heldOut: subset(order.slice(0, wanted)), training: subset(order.slice(wanted)) };
}
