import type { GgufLayout } from '@weitiao/core';

interface Shape {
  readonly width: number;
  readonly heads: number;
  readonly epsilon: number;
  readonly trainedLength: number;
}

/** BLOOM as llama.cpp knows it (its architecture `bloom`). */
export const bloomGguf = ({ width, heads, epsilon, trainedLength }: Shape): GgufLayout => ({
  architecture: 'bloom',
  modules: {
    word_embeddings_layernorm: 'token_embd_norm',
    input_layernorm: 'attn_norm',
    post_attention_layernorm: 'ffn_norm',
    ln_f: 'output_norm',
  },
  // Here a head's query, key and value follow each other; there all queries come before all keys.
  rows: { 'attention.query-key-value': { split: [heads, 3, width / heads], order: [1, 0, 2] } },
  uint32: { context_length: trainedLength, 'attention.head_count': heads },
  float32: { 'attention.layer_norm_epsilon': epsilon },
  pretokenizer: { name: 'bloom', patterns: [' ?[^(\\s|[.,!?…。，、।۔،])]+'] },
});
