import type { Bench } from '../bench/bench.js';
import type { Check } from '../kit/check.js';

type Tokens = readonly number[];

/** A model with weights, and two texts that it can read. */
export interface ModelSubject extends Bench {
  readonly sample: Tokens;
  readonly shortSample: Tokens;
}

export type ModelCheck = Check<ModelSubject>;

/** Tokens that every model with a vocabulary of 16 or more has. */
const tokens = { sample: [3, 7, 1, 12, 5, 9, 2], shortSample: [4, 11, 6, 8] };

/** @param text makes a text that the model can read of any tokens; absent: it reads all */
export const modelSubject = (bench: Bench, text = (any: Tokens): Tokens => any): ModelSubject => ({
  ...bench,
  sample: text(tokens.sample),
  shortSample: text(tokens.shortSample),
});
