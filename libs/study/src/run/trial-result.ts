import type { EvaluationSummary } from './summarise.js';

/** What came out of a trial: a function of its manifest alone, without clock, place or machine. */
export interface TrialResult {
  readonly trial: string;
  readonly method: string;
  readonly steps: number;
  /** Mean of −ln p over the trained tokens of the last step. */
  readonly loss?: number;
  readonly heldOut?: { readonly loss: number; readonly tokens: number };
  readonly trainedTokens: number;
  readonly tokens: number;
  readonly trainedParameters: number;
  /** What became of the rows of the data. */
  readonly data: object;
  /** By the names of the trial's benchmarks. */
  readonly evaluations?: Readonly<Record<string, EvaluationSummary>>;
  /** Files of adapter/ or model/ with their SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}
