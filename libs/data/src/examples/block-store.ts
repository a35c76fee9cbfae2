import type { Segment } from '@weitiao/core';
import { UNTRAINED } from '@weitiao/tokenizer';
import { ExampleStore } from './example-store.js';
import type { Example } from './examples.js';

/**
 * Blocks of text in a temporary file. Every token of a block is trained but the first of each of its segments, which nothing stands before: so
 * the labels tell where segments begin. A block's id is that of its first segment.
 */
export class BlockStore extends ExampleStore {
  override segments(index: number): readonly Segment[] {
    const { id, tokens, labels } = this.get(index) as { id: number; tokens: Int32Array; labels: Int32Array };
    const starts = [...labels.keys()].filter((place) => labels[place] === UNTRAINED);
    return starts.map((start, number) => {
      const end = starts[number + 1] ?? tokens.length;
      return { id: id + number, tokens: tokens.subarray(start, end), labels: labels.subarray(start, end) };
    });
  }
}

/** @param starts places where segments begin, ascending; the first is 0 */
export function blockOf(id: number, tokens: readonly number[], starts: readonly number[]): Example {
  const labels = [...tokens];
  for (const start of starts) labels[start] = UNTRAINED;
  return { id, tokens, labels };
}
