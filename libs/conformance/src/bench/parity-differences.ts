import { relativeDifference } from '../kit/assertions.js';
import { logitsOf, segment, type Bench } from './bench.js';
import { cachedLogits } from './cached-logits.js';
import type { PaddedBatch, ReferenceText } from './reference-logits.js';

type Texts = readonly ReferenceText[];

/** Each text alone: the largest difference from the reference, in units of the largest logit of its text. */
export const referenceDifference = (bench: Bench, texts: Texts): number =>
  largest(texts.map(({ tokens, logits }) => relativeDifference(logitsOf(bench, [[segment(1, tokens)]])[0]!, logits)));

/** All texts at once, a row each (the shorter ones are padded) and packed into one row. */
export function rowsDifference(bench: Bench, texts: Texts): number {
  const segments = texts.map(({ tokens }, id) => segment(id, tokens));
  const found = [segments.map((one) => [one]), [segments]].map((rows) => logitsOf(bench, rows));
  return largest(found.flatMap((all) => all.map((logits, index) => relativeDifference(logits, texts[index]!.logits))));
}

/** The tokens that the reference's attention mask keeps have the same logits here, where padding has no place. */
export const paddedDifference = (bench: Bench, { rows }: PaddedBatch): number => referenceDifference(bench, rows);

/**
 * Token by token with the key-value cache, each text alone and all in one batch.
 * @param first how many tokens of a text the first pass takes; one where each sees none after it
 */
export function cachedDifference(bench: Bench, texts: Texts, first: (tokens: readonly number[]) => number): number {
  const longer = texts.filter(({ tokens }) => tokens.length > first(tokens));
  const steps = longer.map(({ tokens }) => tokens.length - first(tokens));
  const together = Math.min(...steps);
  const tokens = longer.map((text) => text.tokens);
  const found = [
    ...longer.map((text, index) => ({ text, logits: cachedLogits(bench, [text.tokens], steps[index]!)[0]! })),
    ...cachedLogits(bench, tokens, together).map((logits, index) => ({ text: longer[index]!, logits })),
  ];
  return largest(found.map(({ text, logits }) => relativeDifference(logits, text.logits.slice(-logits.length))));
}

/** Infinite where there is nothing to compare. */
const largest = (differences: readonly number[]): number =>
  differences.length === 0 ? Infinity : Math.max(...differences);
