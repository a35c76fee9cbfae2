import type { VirtualTokenCounts } from '@weitiao/nn';
import type { MicroBatch } from './training-step.js';

export interface TokenCounts {
  /** Real tokens, without virtual ones and padding. */
  readonly tokens: number;
  /** Tokens that the loss is taken of. */
  readonly trainedTokens: number;
}

/** Counts what `layOut` will train: the first token of a segment only if a virtual token stands before it. */
export function countTokens(microBatches: readonly MicroBatch[], { prompt }: VirtualTokenCounts): TokenCounts {
  const segments = microBatches.flat(2);
  const trained = segments.map(({ labels }) => {
    let count = 0;
    for (let place = prompt > 0 ? 0 : 1; place < labels.length; place++) count += Number(labels[place]! >= 0);
    return count;
  });
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return { tokens: total(segments.map(({ tokens }) => tokens.length)), trainedTokens: total(trained) };
}
