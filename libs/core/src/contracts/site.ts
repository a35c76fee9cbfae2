/** A place in a model where an adapter may act. */
export interface Site {
  /** Hugging Face's module path, e.g. `transformer.h.0.self_attention.query_key_value`. */
  readonly path: string;
  /** A sublayer's input is the residual stream, its output the branch that is added to it. */
  readonly kind: 'linear' | 'embedding' | 'sublayer';
  /** What it does, the same word in every model: `attention.query-key-value`, `mlp.up`, `mlp.output`, … */
  readonly role: string;
  readonly inputWidth: number;
  readonly outputWidth: number;
}

export interface LinearSite extends Site {
  readonly kind: 'linear';
  /** Names of its weights in the checkpoint. */
  readonly weight: string;
  readonly bias?: string;
  /** How the checkpoint stores the weight: PyTorch's Linear `[output, input]`, GPT-2's Conv1D `[input, output]`. */
  readonly rows: 'output' | 'input';
  /** Its rows are brought to length 1 before they are used (Baichuan 2's head). */
  readonly normalised?: true;
}
