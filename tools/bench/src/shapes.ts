/** A BLOOM shape and its batch: every token is trained. */
export interface StepShape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly rows: number;
  /** Of each row. */
  readonly tokens: number;
  /** LoRA on `query_key_value`. */
  readonly rank: number;
  readonly threads: number;
  readonly steps: number;
}

export const stepShape: StepShape = {
  width: 512,
  layers: 8,
  heads: 8,
  vocabulary: 32_000,
  rows: 4,
  tokens: 256,
  rank: 8,
  threads: 2,
  steps: 8,
};

/** One epoch of real rows on a real checkpoint. */
export interface EpochTask {
  /** Model folder. */
  readonly model: string;
  /** JSON array of instruction, input, output. */
  readonly rows: string;
  /** Longest example, in tokens. */
  readonly limit: number;
  /** A step trains so many rows of the batch: padded, one example each; packed, as many as fit into `limit` tokens. */
  readonly examples: number;
  readonly rank: number;
  readonly learningRate: number;
  readonly threads: number;
}

export const epochTask = (shared: string): EpochTask => ({
  model: `${shared}/models/bloom-zh-7m`,
  rows: `${shared}/data/LLaMA-Factory/data/alpaca_zh_demo.json`,
  limit: 256,
  examples: 4,
  rank: 8,
  learningRate: 3e-4,
  threads: 2,
});

/** Multiple-choice questions to a real checkpoint. */
export interface ScoreTask {
  /** Model folder. */
  readonly model: string;
  /** JSON array of prompts. */
  readonly prompts: string;
  /** What may follow a prompt. */
  readonly options: readonly string[];
  /** Prompts that lm-evaluation-harness reads together. */
  readonly batchSize: number;
  readonly threads: number;
}

/** An epoch of real rows, then questions: one trial. */
export interface TrialTask extends EpochTask, ScoreTask {
  /** CMMLU's folder. */
  readonly questions: string;
  readonly questionsOfEachSubject: number;
}
