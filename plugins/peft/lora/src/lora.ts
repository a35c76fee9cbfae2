import { definePeftMethod, kaimingUniform, linears, parameter, tap, zeros } from '@weitiao/core';
import { add, affine, mul } from '@weitiao/tensor';
import { z } from 'zod';
import { loraFile } from './lora-file.js';

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
  file: loraFile,
});
