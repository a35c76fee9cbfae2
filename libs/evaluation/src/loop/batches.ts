import type { Item } from '@weitiao/core';
import type { Settings } from './evaluation-options.js';

/** Asked by its options' likelihood, and not by a text to write. */
export const isChoice = (item: Item): item is Item & { readonly options: readonly string[] } =>
  item.options !== undefined;

/**
 * Items that are asked together: neighbours of one kind, so many at most. Where batches begin follows from the items alone, not from what was answered
 * before: the last bits of a log-probability, and so now and then a greedy word, depend on what is computed together.
 */
export async function* batchesOf(
  items: AsyncIterable<Item>,
  { scoringBatch, generationBatch }: Settings,
): AsyncGenerator<Item[], void, undefined> {
  let batch: Item[] = [];
  for await (const item of items) {
    const [first] = batch;
    const size = first && isChoice(first) ? scoringBatch : generationBatch;
    if (first && (batch.length >= size || isChoice(first) !== isChoice(item))) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) yield batch;
}
