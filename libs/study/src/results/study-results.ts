/** What became of a study, as its report needs it: read from the run folders, and from nothing else. */
export interface StudyResults {
  readonly name: string;
  readonly question?: string;
  /** Name of the method that the others are compared with. */
  readonly baseline?: string;
  /** How the study wants to be told; as its file leaves it when absent. */
  readonly report?: ReportWishes;
  readonly trials: readonly TrialOutcome[];
  /** Of the arms whose learning rate was searched, in the order of the study. */
  readonly searches?: readonly SearchOutcome[];
  /** Of the methods that were to be of one size. */
  readonly sizes?: readonly SizeOutcome[];
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

/** The search for the learning rate of an arm. */
export interface SearchOutcome {
  readonly arm: TrialOutcome['arm'];
  /** Of all its tries. */
  readonly seed: number;
  readonly tries: readonly TryOutcome[];
  /** Absent while a try is open, and when all of them failed. */
  readonly chosen?: number;
}

export interface TryOutcome extends Pick<TrialOutcome, 'status' | 'failure'> {
  /** Of the trial that tried it. */
  readonly id: string;
  readonly learningRate: number;
  readonly heldOutLoss?: number;
}

/** A method that was to have as many trained parameters as others. */
export interface SizeOutcome {
  readonly model: string;
  readonly method: string;
  /** Trained parameters. */
  readonly wanted: number;
  readonly reached: number;
  /** The option that was chosen for it, and its value; absent where the method stays as it is written. */
  readonly option?: string;
  readonly value?: number;
}

export interface TrialOutcome {
  /** Empty while it waits for its learning rate. */
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
  /** Of all tokens, also those that are not trained on. */
  readonly tokensPerSecond: number;
  /** Of the step in the middle, ordered by time: the first ones are slow. */
  readonly millisecondsPerStep?: number;
  readonly peakMegabytes: number;
  /** What was saved takes on disk: the adapter, or the model where base weights are trained. */
  readonly savedBytes?: number;
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
