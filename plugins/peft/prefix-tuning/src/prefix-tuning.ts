import { definePeftMethod, normal, parameter, virtualTokens } from '@weitiao/core';
import { z } from 'zod';

/** Prefix tuning (Li and Liang 2021, arXiv 2101.00190): learned keys and values that every token of every layer sees. */
export const prefixTuning = definePeftMethod({
  name: 'prefix-tuning',
  options: z.strictObject({
    virtualTokens: z.int().positive().default(20).describe('Length of the prefix.'),
  }),
  attach(model, { virtualTokens: count }) {
    const { layers, keyValueHeads, headWidth } = model.cache;
    const table = parameter('prompt_embeddings', [count, layers * 2 * keyValueHeads * headWidth], normal(1));
    return { prefix: virtualTokens(count, { table }, ({ table }) => table) };
  },
  file: {
    type: 'PREFIX_TUNING',
    keys: { virtualTokens: 'num_virtual_tokens' },
    fixed: { prefix_projection: false, num_transformer_submodules: 1 },
    facts: ({ cache: { layers, keyValueHeads, headWidth } }) => ({
      token_dim: keyValueHeads * headWidth,
      encoder_hidden_size: keyValueHeads * headWidth,
      num_attention_heads: keyValueHeads,
      num_layers: layers,
    }),
  },
});
