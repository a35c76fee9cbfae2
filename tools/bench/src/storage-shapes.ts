/** What config.json says of a model of random weights that only its size matters of. */
export type Shape = Readonly<Record<string, unknown>>;

/** Qwen2.5-1.5B (arXiv 2412.15115): 1,543,714,304 parameters, the head tied to the embedding. */
export const large: Shape = {
  model_type: 'qwen2',
  hidden_size: 1536,
  intermediate_size: 8960,
  num_hidden_layers: 28,
  num_attention_heads: 12,
  num_key_value_heads: 2,
  vocab_size: 151_936,
  rms_norm_eps: 1e-6,
  rope_theta: 1_000_000,
  max_position_embeddings: 131_072,
  tie_word_embeddings: true,
};

/** LLaMA's architecture with about 220 million parameters. */
export const middling: Shape = {
  model_type: 'llama',
  hidden_size: 1024,
  intermediate_size: 2816,
  num_hidden_layers: 12,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  vocab_size: 32_000,
  rms_norm_eps: 1e-6,
  tie_word_embeddings: false,
};

/** What is measured of a model whose weights are held one way. */
export interface StorageTask {
  /** Model folder. */
  readonly folder: string;
  readonly weights: 'float32' | 'bfloat16' | 'bfloat16-rounded';
  readonly threads: number;
  /** LoRA steps on `rows` rows of `tokens` random tokens each, all trained; the first only warms up. */
  readonly train?: { readonly steps: number; readonly rows: number; readonly tokens: number };
  /** Answers to that many equal prompts at once, of so many tokens each. */
  readonly generate?: { readonly prompts: number; readonly newTokens: number };
}

export interface StorageFigures {
  readonly parameters: number;
  readonly weightMegabytes: number;
  /** Resident memory before the weights were read, and at its highest while they were. */
  readonly before: number;
  readonly peakOfLoading: number;
  readonly loadSeconds: number;
  readonly stepSeconds: readonly number[];
  readonly losses: readonly number[];
  readonly generateSeconds: number;
  /** Ids of the first answer, and its text. */
  readonly answer: readonly number[];
  readonly text: string;
  readonly peakMegabytes: number;
}
