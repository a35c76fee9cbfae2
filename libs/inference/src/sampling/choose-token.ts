import { philoxDoubles, randomKey } from '@weitiao/tensor';
import { draw } from './draw.js';
import { keepTopK } from './keep-top-k.js';
import { keepTopP } from './keep-top-p.js';
import { penaliseRepetition } from './penalise-repetition.js';
import type { Sampling } from './sampling-options.js';

/** What decides a draw: never the batch that a row came in. */
export interface DrawKey {
  readonly seed: number;
  /** The row's own name. */
  readonly id: string | number;
  /** How many tokens were generated before this one. */
  readonly position: number;
}

/**
 * The distribution that a token is drawn from, in the order of transformers: repetition penalty, temperature, top-k, top-p.
 * @param logits `[vocabulary]`; changed in place
 * @param seen tokens of the prompt and of the answer so far
 */
export function shapeLogits(logits: Float32Array, seen: ReadonlySet<number>, sampling: Sampling): void {
  const { temperature, topK, topP, repetitionPenalty } = sampling;
  penaliseRepetition(logits, seen, repetitionPenalty);
  if (temperature === 0) return;
  if (temperature !== 1) for (let token = 0; token < logits.length; token++) logits[token]! /= temperature;
  if (topK !== undefined) keepTopK(logits, topK);
  if (topP !== undefined) keepTopP(logits, topP);
}

/** @param logits `[vocabulary]`; changed in place */
export function chooseToken(logits: Float32Array, seen: ReadonlySet<number>, sampling: Sampling, key: DrawKey): number {
  shapeLogits(logits, seen, sampling);
  if (sampling.temperature === 0) return likeliest(logits);
  return draw(logits, philoxDoubles(1, randomKey(key.seed, 'sampling', key.id, key.position))[0]!);
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token++) if (logits[token]! > logits[best]!) best = token;
  return best;
}
