/** Another order of a weight's rows: seen as `[…split, input]`, its axes but the last are put into `order`. */
export interface RowOrder {
  readonly split: readonly number[];
  readonly order: readonly number[];
}

/**
 * How llama.cpp knows a model: what beyond shapes and roles a GGUF file needs to say of it. Linear layers, embeddings and the head are named by
 * their roles, which every model declares; here stand the modules that are none.
 */
export interface GgufLayout {
  /** `general.architecture`. */
  readonly architecture: string;
  /** Last part of a module's path → its name in the file: `ln_f` → `output_norm`. */
  readonly modules: Readonly<Record<string, string>>;
  /** Role → the order in which llama.cpp wants the rows of its weight and bias, where that is not the checkpoint's. */
  readonly rows?: Readonly<Record<string, RowOrder>>;
  /** Keys below the architecture's name, e.g. `attention.head_count`. Widths, layers and heads of keys are known without. */
  readonly uint32: Readonly<Record<string, number>>;
  readonly float32: Readonly<Record<string, number>>;
  /** llama.cpp's name for the way the text is cut before byte-pair encoding, and the regular expressions in tokenizer.json that it stands for. */
  readonly pretokenizer: { readonly name: string; readonly patterns: readonly string[] };
}
