import { definePeftMethod, kaimingUniform, linears, parameter, tap, zeros } from '@weitiao/core';
import { add, affine, mul } from '@weitiao/tensor';
import { z } from 'zod';

/** LoRA (Hu et al. 2021, arXiv 2106.09685): y = W x + b + s · B A dropout(x), s = alpha / rank. */
export const lora = definePeftMethod({
  name: 'lora',
  options: z.strictObject({
    rank: z.int().positive().default(8),
    alpha: z.number().positive().default(16),
    dropout: z.number().min(0).max(0.99).default(0),
    targetModules: z
      .union([z.string(), z.array(z.string()).min(1)])
      .describe('Regular expression for the whole path, or endings of paths; all-linear: every one but the head.'),
    rankStabilised: z.boolean().default(false).describe('s = alpha / √rank (Kalajdzievski 2023, arXiv 2312.03732).'),
  }),
  attach(model, { rank, alpha, dropout, targetModules, rankStabilised }) {
    const scale = alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    return {
      taps: linears(model, targetModules).map((site) => {
        const down = parameter(`${site.path}.lora_A.weight`, [rank, site.inputWidth], kaimingUniform);
        const up = parameter(`${site.path}.lora_B.weight`, [site.outputWidth, rank], zeros);
        return tap(site, { down, up }, (input, next, { down, up }, pass) =>
          add(next(input), affine(mul(scale, affine(pass.dropout(input, dropout, site.path), down)), up)),
        );
      }),
    };
  },
  file: {
    type: 'LORA',
    keys: {
      rank: 'r',
      alpha: 'lora_alpha',
      dropout: 'lora_dropout',
      targetModules: 'target_modules',
      rankStabilised: 'use_rslora',
    },
    fixed: {
      ...{
        bias: 'none',
        use_dora: false,
        lora_bias: false,
        fan_in_fan_out: false,
        rank_pattern: {},
        alpha_pattern: {},
      },
      ...{
        modules_to_save: null,
        alora_invocation_tokens: null,
        layer_replication: null,
        use_qalora: false,
        use_bdlora: null,
      },
    },
    defaults: { r: 8, lora_alpha: 8 },
    // These starts take their product from the base weights when an adapter is read: the keys of the file do not show it.
    accepts: {
      init_lora_weights: (value) => typeof value !== 'string' || !/^(pissa|olora|corda|loftq|lora_ga)/.test(value),
    },
  },
});
