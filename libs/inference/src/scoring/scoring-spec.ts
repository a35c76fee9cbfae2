import type { TunedModel } from '../reading/tuned-model.js';

/** What every way of scoring takes. */
export interface ScoringSpec extends TunedModel {
  /** How many tokens, padding included, are read together. */
  readonly batchTokens?: number;
  readonly signal?: AbortSignal;
}

export const defaultBatchTokens = 1024;

/** How many items are sorted by length at once. */
export const windowSize = 256;
