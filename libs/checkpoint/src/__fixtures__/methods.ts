import { definePeftMethod, kaimingUniform, linears, normal, parameter, tap, virtualTokens, zeros } from '@weitiao/core';
import { add, matMul } from '@weitiao/tensor';
import { z } from 'zod';

const loraOptions = z.strictObject({
  rank: z.int().positive().default(4),
  alpha: z.number().positive().default(32),
  targetModules: z.union([z.string(), z.array(z.string())]).default('all-linear'),
  rankStabilised: z.boolean().default(false),
});

const loraKeys = { rank: 'r', alpha: 'lora_alpha', targetModules: 'target_modules', rankStabilised: 'use_rslora' };
const loraDefaults = { r: 8, lora_alpha: 8, use_rslora: false, use_dora: false };

const loraLike = (name: string, weightDecomposed: boolean) =>
  definePeftMethod({
    name,
    options: loraOptions,
    attach: (model, { rank, targetModules }) => ({
      taps: linears(model, targetModules).map((site) => {
        const down = parameter(`${site.path}.lora_A.weight`, [rank, site.inputWidth], kaimingUniform);
        const up = parameter(`${site.path}.lora_B.weight`, [site.outputWidth, rank], zeros);
        const magnitude = parameter(`${site.path}.lora_magnitude_vector`, [site.outputWidth], zeros);
        return tap(site, weightDecomposed ? { down, up, magnitude } : { down, up }, (input, next) => next(input));
      }),
    }),
    file: {
      type: 'LORA',
      keys: loraKeys,
      fixed: { bias: 'none', use_dora: weightDecomposed, rank_pattern: {}, modules_to_save: null },
      defaults: loraDefaults,
      accepts: { init_lora_weights: (value) => value !== 'pissa' },
      ignores: ['lora_dropout', 'megatron_core', 'qalora_group_size'],
    },
  });

export const lora = loraLike('lora', false);
export const dora = loraLike('dora', true);

export const prefixTuning = definePeftMethod({
  name: 'prefix-tuning',
  options: z.strictObject({ virtualTokens: z.int().positive().default(20) }),
  attach(model, { virtualTokens: count }) {
    const { layers, keyValueHeads, headWidth } = model.cache;
    const table = parameter('prompt_embeddings', [count, 2 * layers * keyValueHeads * headWidth], normal(1));
    return { prefix: virtualTokens(count, { table }, ({ table }) => table) };
  },
  file: {
    type: 'PREFIX_TUNING',
    keys: { virtualTokens: 'num_virtual_tokens' },
    fixed: { prefix_projection: false },
    facts: ({ cache }) => ({ num_layers: cache.layers, token_dim: cache.keyValueHeads * cache.headWidth }),
    ignores: ['encoder_hidden_size', 'num_attention_heads', 'num_transformer_submodules'],
  },
});

/** Its rows are what a projection makes of a table, as p-tuning's are. */
export const projectedPrompt = definePeftMethod({
  name: 'projected-prompt',
  options: z.strictObject({ virtualTokens: z.int().positive().default(20) }),
  attach(model, { virtualTokens: count }) {
    const table = parameter('encoder.table', [count, model.width], normal(1));
    const projection = parameter('encoder.projection', [model.width, model.width], normal(1));
    return {
      prompt: virtualTokens(count, { table, projection }, ({ table, projection }) =>
        add(table, matMul(table, projection)),
      ),
    };
  },
  file: {
    type: 'P_TUNING',
    keys: { virtualTokens: 'num_virtual_tokens' },
    // What made the rows is not in the file.
    ignores: [
      'encoder_hidden_size',
      'encoder_num_layers',
      'encoder_reparameterization_type',
      'num_attention_heads',
      'num_layers',
      'num_transformer_submodules',
      'token_dim',
    ],
  },
});

export const bottleneck = definePeftMethod({
  name: 'bottleneck',
  options: z.strictObject({ size: z.int().positive().default(256), scaling: z.number().default(1) }),
  attach: (model, { size }) => ({
    taps: linears(model, ['dense_h_to_4h', 'dense_4h_to_h']).map((site) => {
      const width = site.role === 'mlp.up' ? site.inputWidth : site.outputWidth;
      const down = parameter(`${site.path}.adapter_down.weight`, [size, width], normal(0.02));
      const up = parameter(`${site.path}.adapter_up.weight`, [width, size], normal(0.02));
      return tap(site, { down, up }, (input, next) => next(input));
    }),
  }),
  file: { type: 'BOTTLENECK', keys: { size: 'bottleneck_size', scaling: 'scaling' }, fixed: { non_linearity: 'tanh' } },
});
