import { activation, chain, encodedTokens, encoderName, linearBlock } from '@weitiao/adapters';
import { definePeftMethod, normal, parameter, virtualTokens } from '@weitiao/core';
import { reshape, tanh, transpose, type Tensor } from '@weitiao/tensor';
import { z } from 'zod';

/** Prefix tuning (Li and Liang 2021, arXiv 2101.00190): learned keys and values that every token of every layer sees. */
export const prefixTuning = definePeftMethod({
  name: 'prefix-tuning',
  options: z.strictObject({
    virtualTokens: z.int().positive().default(20).describe('Length of the prefix.'),
    projection: z
      .boolean()
      .default(false)
      .describe('Whether a small network makes the prefix while it is trained; only what it makes is saved.'),
    projectionWidth: z.int().positive().default(128).describe('Hidden width of that network.'),
    slotOrder: z
      .enum(['by-layer', 'keys-first'])
      .default('by-layer')
      .describe('Where keys and values stand in a row; keys-first only reads files of the study, see the README.'),
  }),
  size: 'virtualTokens',
  attach({ cache }, { virtualTokens: count, projection, projectionWidth, slotOrder }) {
    const tokenWidth = cache.keyValueHeads * cache.headWidth;
    const rowWidth = cache.layers * 2 * tokenWidth;
    if (projection) {
      const down = linearBlock(`${encoderName}.transform.0`, tokenWidth, projectionWidth);
      const up = linearBlock(`${encoderName}.transform.2`, projectionWidth, rowWidth);
      const squash = activation((rows) => tanh(rows));
      return { prefix: encodedTokens(count, tokenWidth, chain(down, squash, up)) };
    }
    const table = parameter('prompt_embeddings', [count, rowWidth], normal(1));
    const inOrder = (rows: Tensor) => (slotOrder === 'by-layer' ? rows : byLayer(rows, cache.layers));
    return { prefix: virtualTokens(count, { table }, ({ table }) => inOrder(table)) };
  },
  file: {
    type: 'PREFIX_TUNING',
    keys: {
      virtualTokens: 'num_virtual_tokens',
      projection: 'prefix_projection',
      projectionWidth: 'encoder_hidden_size',
    },
    fixed: { num_transformer_submodules: 1 },
    facts: ({ cache: { layers, keyValueHeads, headWidth } }) => ({
      token_dim: keyValueHeads * headWidth,
      num_attention_heads: keyValueHeads,
      num_layers: layers,
    }),
    // What is saved is always in today's order: the key is read and never written.
    reads: { prefix_slot_order: (slotOrder) => ({ slotOrder }) },
    ignores: ['init_weights'],
  },
});

/** Key of layer l at slot l and value at layers + l → key at 2l, value at 2l + 1. `[count, 2 × layers × tokenWidth]` */
function byLayer(rows: Tensor, layers: number): Tensor {
  const [count, width] = [rows.shape[0]!, rows.shape[1]!];
  const slots = reshape(rows, [count, 2, layers, width / (2 * layers)]);
  return reshape(transpose(slots, [0, 2, 1, 3]), [count, width]);
}
