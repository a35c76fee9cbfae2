import type { BaseModel, LinearSite } from '@weitiao/core';

/** Names and shapes of a BLOOM; it computes nothing. */
export function bloomShaped({ width = 256, layers = 6, heads = 4, vocabulary = 8000 } = {}): BaseModel {
  const weights = new Map<string, readonly number[]>();
  const sites: LinearSite[] = [];
  const norm = (path: string) => weights.set(`${path}.weight`, [width]).set(`${path}.bias`, [width]);
  const linear = (path: string, inputWidth: number, outputWidth: number, role: string) => {
    weights.set(`${path}.weight`, [outputWidth, inputWidth]).set(`${path}.bias`, [outputWidth]);
    sites.push({
      path,
      kind: 'linear',
      role,
      inputWidth,
      outputWidth,
      weight: `${path}.weight`,
      bias: `${path}.bias`,
      rows: 'output',
    });
  };
  weights.set('transformer.word_embeddings.weight', [vocabulary, width]);
  norm('transformer.word_embeddings_layernorm');
  for (let layer = 0; layer < layers; layer++) {
    const block = `transformer.h.${layer}`;
    norm(`${block}.input_layernorm`);
    linear(`${block}.self_attention.query_key_value`, width, 3 * width, 'attention.query-key-value');
    linear(`${block}.self_attention.dense`, width, width, 'attention.output');
    norm(`${block}.post_attention_layernorm`);
    linear(`${block}.mlp.dense_h_to_4h`, width, 4 * width, 'mlp.up');
    linear(`${block}.mlp.dense_4h_to_h`, 4 * width, width, 'mlp.output');
  }
  norm('transformer.ln_f');
  const never = () => {
    throw new Error('this model computes nothing');
  };
  const cache = { layers, keyValueHeads: heads, headWidth: width / heads };
  return { specVersion: 1, width, vocabulary, cache, sites, weights, forward: never, logits: never };
}
