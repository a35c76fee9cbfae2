import {
  checkStart,
  embeddingPair,
  lowRankOptions,
  lowRankStart,
  startAt,
  strengths,
  targetSites,
  trainedBase,
  withStart,
} from '@weitiao/adapters';
import { definePeftMethod, parameter, tap } from '@weitiao/core';
import { add, affine, mul } from '@weitiao/tensor';
import { z } from 'zod';
import { loraFile } from './lora-file.js';

/** LoRA (Hu et al. 2021, arXiv 2106.09685): y = W x + b + s · B A dropout(x), s = alpha / rank. */
export const lora = definePeftMethod({
  name: 'lora',
  options: z.strictObject({
    ...lowRankOptions,
    start: lowRankStart.default('kaiming'),
    learningRateRatio: z
      .number()
      .positive()
      .default(1)
      .describe('Learning rate of B over that of A (LoRA+, Hayou et al. 2024, arXiv 2402.12354).'),
  }),
  size: 'rank',
  attach(model, options) {
    const { linears, embeddings } = targetSites(model, options);
    const { dropout, start, learningRateRatio } = options;
    checkStart(start, embeddings);
    const strength = strengths([...linears, ...embeddings], options);
    const taps = linears.flatMap((site) => {
      const { rank, scale } = strength.get(site)!;
      const first = startAt(site, { rank, scale }, start);
      const down = parameter(`${site.path}.lora_A.weight`, [rank, site.inputWidth], first.down);
      const up = {
        ...parameter(`${site.path}.lora_B.weight`, [site.outputWidth, rank], first.up),
        learningRateFactor: learningRateRatio,
      };
      const product = tap(site, { down, up }, (input, next, { down, up }, pass) =>
        add(next(input), affine(mul(scale, affine(pass.dropout(input, dropout, site.path), down)), up)),
      );
      return [...first.taps, product];
    });
    const tables = embeddings.map((site) => embeddingPair(site, strength.get(site)!, learningRateRatio));
    const base = trainedBase(model, linears, options);
    return { ...base, taps: [...taps, ...tables, ...base.taps] };
  },
  file: loraFile,
  written: withStart,
});
