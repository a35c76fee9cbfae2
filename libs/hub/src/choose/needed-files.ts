/** Files that say what a model is, how its text is cut and how a conversation is written; all but further chat templates at the root. */
const small =
  /^(config|generation_config|adapter_config|training_template|preprocessor_config|special_tokens_map|added_tokens|vocab|tokenizer[^/]*|chat_template)\.json$|^(vocab|merges)\.txt$|^[^/]*\.(model|tiktoken|jinja)$|^additional_chat_templates\/[^/]+\.jinja$/;

/** Weights, the better form first: one file, an index with its shards, and shards that no index lists. */
const forms = [
  { one: 'model.safetensors', index: 'model.safetensors.index.json', shard: /^model-\d+-of-\d+\.safetensors$/ },
  { one: 'pytorch_model.bin', index: 'pytorch_model.bin.index.json', shard: /^pytorch_model-\d+-of-\d+\.bin$/ },
];
const adapters = ['adapter_model.safetensors', 'adapter_model.bin'];

/** What of a repository a model needs. */
export interface NeededFiles {
  readonly small: readonly string[];
  readonly weights: readonly string[];
  /** Lists the shards, where there are any: they are needed beside `weights`. */
  readonly index?: string;
}

/**
 * Chooses what a model or an adapter is loaded from: configuration, tokenizer, and its weights in one form. Other forms of the same (ONNX, Flax,
 * `original/`), code and pictures are left where they are.
 */
export function neededFiles(paths: readonly string[]): NeededFiles {
  const has = new Set(paths);
  const chosen = paths.filter((path) => small.test(path));
  for (const { one, index, shard } of forms) {
    if (has.has(one)) return { small: chosen, weights: [one] };
    if (has.has(index)) return { small: chosen, weights: [], index };
    const shards = paths.filter((path) => shard.test(path));
    if (shards.length > 0) return { small: chosen, weights: shards };
  }
  const adapter = adapters.find((path) => has.has(path));
  if (adapter !== undefined) return { small: chosen, weights: [adapter] };
  return { small: chosen, weights: paths.filter((path) => /^[^/]+\.safetensors$/.test(path)) };
}
