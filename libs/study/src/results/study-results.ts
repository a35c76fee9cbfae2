/** What became of a study, as its report needs it: read from the run folders, and from nothing else. */
export interface StudyResults {
  readonly name: string;
  readonly question?: string;
  /** Name of the method that the others are compared with. */
  readonly baseline?: string;
  /** How the study wants to be told; as its file leaves it when absent. */
  readonly report?: ReportWishes;
  readonly trials: readonly TrialOutcome[];
  /** study.lock.json. */
  readonly manifest: unknown;
  readonly engine?: string;
  readonly machine?: string;
}

export interface ReportWishes {
  /** Whether comparisons are made by category too. */
  readonly by: readonly 'category'[];
  /** Each arm with the baseline, or every two arms. */
  readonly contrasts: 'baseline' | 'all';
  readonly correction: 'holm' | 'none';
}

export interface TrialOutcome {
  readonly id: string;
  readonly arm: { readonly model: string; readonly method: string; readonly data: string; readonly template: string };
  readonly seed: number;
  readonly status: 'done' | 'failed' | 'running' | 'planned';
  readonly failure?: { readonly exitCode: number; readonly message: string };
  readonly training?: TrainingOutcome;
  /** What it was warned of, e.g. that rows were left out. */
  readonly notes?: readonly string[];
  /** By the name of the benchmark in the study. */
  readonly evaluations: Readonly<Record<string, EvaluationOutcome>>;
}

export interface TrainingOutcome {
  readonly trainedParameters: number;
  readonly steps: number;
  readonly trainedTokens: number;
  readonly seconds: number;
  readonly tokensPerSecond: number;
  readonly peakMegabytes: number;
  /** Mean of −ln p over the trained tokens of the last step. */
  readonly loss?: number;
  readonly heldOutLoss?: number;
  readonly curve: readonly { readonly step: number; readonly loss?: number; readonly heldOut?: number }[];
}

export interface EvaluationOutcome {
  readonly version: string;
  readonly protocol: string;
  readonly rows: readonly EvaluationRow[];
}

export interface EvaluationRow {
  readonly id: string;
  readonly group: string;
  readonly tags?: readonly string[];
  readonly question: string;
  readonly answer: string;
  readonly reference?: string;
  /** null where the answer could not be graded. */
  readonly score: number | null;
  readonly note?: string;
}
