import { definePeftMethod, kaimingUniform, normal, parameter, virtualTokens } from '@weitiao/core';
import { affine, tanh } from '@weitiao/tensor';
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
  }),
  attach({ cache: { layers, keyValueHeads, headWidth } }, { virtualTokens: count, projection, projectionWidth }) {
    const [tokenWidth, rowWidth] = [keyValueHeads * headWidth, layers * 2 * keyValueHeads * headWidth];
    if (!projection) {
      const table = parameter('prompt_embeddings', [count, rowWidth], normal(1));
      return { prefix: virtualTokens(count, { table }, ({ table }) => table) };
    }
    const layer = (name: string, input: number, output: number) => ({
      weight: parameter(`${name}.weight`, [output, input], kaimingUniform),
      bias: parameter(`${name}.bias`, [output], (from, shape) =>
        from.uniform(-1 / Math.sqrt(input), 1 / Math.sqrt(input))(shape),
      ),
    });
    const { weight: down, bias: downBias } = layer('prompt_encoder.transform.0', tokenWidth, projectionWidth);
    const { weight: up, bias: upBias } = layer('prompt_encoder.transform.2', projectionWidth, rowWidth);
    const tokens = parameter('prompt_encoder.embedding.weight', [count, tokenWidth], normal(1));
    return {
      prefix: virtualTokens(count, { tokens, down, downBias, up, upBias }, ({ tokens, down, downBias, up, upBias }) =>
        affine(tanh(affine(tokens, down, downBias)), up, upBias),
      ),
    };
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
  },
});
