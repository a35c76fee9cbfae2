import type { Bench } from '../bench/bench.js';
import type { Check } from '../kit/check.js';

export type ModelCheck = Check<Bench>;

/** Tokens that every model with a vocabulary of 16 or more has. */
export const sample: readonly number[] = [3, 7, 1, 12, 5, 9, 2];
export const shortSample: readonly number[] = [4, 11, 6, 8];
