import { gather, logSumExp, reshape, scope, sub, tensor1d, type Tensor } from '@weitiao/tensor';
import { requireFinite } from '../reading/require-finite.js';
import type { Reading } from '../reading/reader.js';

/** 64 MB of logits. */
const logitsAtOnce = 2 ** 24;

/** Tokens that may come next at a place of a reading. */
export interface Continuations {
  readonly place: number;
  readonly tokens: readonly number[];
}

/**
 * Natural-log probability of each token.
 * @param most so many logits are held at once
 */
export function logProbabilities(
  reading: Reading,
  wanted: readonly Continuations[],
  vocabulary: number,
  most = logitsAtOnce,
): number[][] {
  const placesAtOnce = Math.max(1, Math.floor(most / vocabulary));
  const found: number[][] = [];
  for (let start = 0; start < wanted.length; start += placesAtOnce) {
    const part = wanted.slice(start, start + placesAtOnce);
    scope(() => {
      const logits = reading.logits(part.map(({ place }) => place));
      requireFinite(logits);
      const values = pick(logits, part, vocabulary).dataSync();
      let read = 0;
      for (const { tokens } of part) found.push(tokens.map(() => values[read++]!));
    });
  }
  return found;
}

/** logit − ln Σ exp(logits), for the wanted tokens only. @param logits `[places, vocabulary]` @returns `[tokens of all places]` */
function pick(logits: Tensor, wanted: readonly Continuations[], vocabulary: number): Tensor {
  const rows = wanted.flatMap(({ tokens }, row) => tokens.map(() => row));
  const flat = wanted.flatMap(({ tokens }, row) => tokens.map((token) => row * vocabulary + token));
  const chosen = gather(reshape(logits, [-1]), tensor1d(flat, 'int32'));
  return sub(chosen, gather(logSumExp(logits, 1), tensor1d(rows, 'int32')));
}
