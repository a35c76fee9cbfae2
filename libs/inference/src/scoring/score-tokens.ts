import { DataFormatError } from '@weitiao/core';
import { batchesByLength } from '../batching/batches-by-length.js';
import { breathe } from '../batching/breathe.js';
import { inWindows } from '../batching/in-windows.js';
import { checkLength, readableBy, type Readable } from '../reading/check-length.js';
import { checkTokens } from '../reading/check-tokens.js';
import { Reader } from '../reading/reader.js';
import { logProbabilities } from './log-probabilities.js';
import { defaultBatchTokens, windowSize, type ScoringSpec } from './scoring-spec.js';

export interface ScoredSequence {
  readonly tokens: readonly number[];
  /** The first token that is scored, at least 1: the one before it has none before it. */
  readonly from: number;
}

export interface TokenScoringSpec extends ScoringSpec {
  readonly sequences: Iterable<ScoredSequence> | AsyncIterable<ScoredSequence>;
}

/**
 * For each sequence, in their order, the natural-log probability of each token from `from` on, given all before it.
 * @throws UnreadableTextError on a sequence that is empty, too long or of another vocabulary; DataFormatError on a `from` outside it
 */
export async function* scoreTokens(spec: TokenScoringSpec): AsyncGenerator<readonly number[], void, undefined> {
  const { sequences, batchTokens = defaultBatchTokens, signal } = spec;
  const readable = readableBy(spec);
  let done = 0;
  for await (const window of inWindows(sequences, windowSize)) {
    window.forEach((sequence, index) => check(sequence, done + index, readable));
    const scores = new Array<readonly number[]>(window.length);
    const lengths = window.map(({ tokens }) => tokens.length - 1);
    for (const batch of batchesByLength(lengths, { tokens: batchTokens })) {
      await breathe(signal);
      const found = scoreBatch(
        spec,
        batch.map((index) => window[index]!),
      );
      batch.forEach((index, row) => (scores[index] = found[row]!));
    }
    yield* scores;
    done += window.length;
  }
}

function scoreBatch(spec: ScoringSpec, sequences: readonly ScoredSequence[]): number[][] {
  using reader = new Reader(spec);
  // Nothing follows the last token, so it is not read.
  const found = reader.read(
    sequences.map(({ tokens }) => tokens.slice(0, -1)),
    (reading) => {
      const wanted = sequences.flatMap(({ tokens, from }, row) =>
        tokens.slice(from).map((token, index) => ({ place: reading.at(row, from - 1 + index), tokens: [token] })),
      );
      return logProbabilities(reading, wanted, spec.model.vocabulary).map(([value]) => value!);
    },
  );
  let taken = 0;
  return sequences.map(({ tokens, from }) => found.slice(taken, (taken += tokens.length - from)));
}

function check({ tokens, from }: ScoredSequence, index: number, { vocabulary, longest }: Readable): void {
  const what = `sequence ${index}`;
  const text = { index, name: what };
  checkTokens(text, tokens, vocabulary);
  checkLength(text, tokens.length - 1, longest);
  if (tokens.length === 1) {
    throw new DataFormatError(what, 'it has one token, and at least two are wanted: the first has none before it.');
  }
  if (Number.isInteger(from) && from >= 1 && from < tokens.length) return;
  throw new DataFormatError(
    what,
    `"from" is ${from}, and a whole number from 1 to ${tokens.length - 1} is wanted: it has ${tokens.length} tokens, the first is number 0.`,
  );
}
