import { definePeftMethod, linears, normal, parameter, tap, virtualTokens } from '@weitiao/core';
import { add, affine } from '@weitiao/tensor';
import { z } from 'zod';

const none = z.strictObject({});

/** Rank 2 beside every linear layer, not zero at the start, with dropout. */
export const tinyLowRank = definePeftMethod({
  name: 'tiny-low-rank',
  options: z.strictObject({ dropout: z.number().default(0) }),
  attach: (model, { dropout }) => ({
    taps: linears(model, 'all-linear').map((site) => {
      const down = parameter(`${site.path}.down`, [2, site.inputWidth], normal(0.1));
      const up = parameter(`${site.path}.up`, [site.outputWidth, 2], normal(0.1));
      return tap(site, { down, up }, (input, next, { down, up }, pass) =>
        add(next(input), affine(affine(pass.dropout(input, dropout, site.path), down), up)),
      );
    }),
  }),
  file: { type: 'TINY', keys: { dropout: 'dropout' } },
});

/** Two learned tokens in front of every segment. */
export const tinyPrompt = definePeftMethod({
  name: 'tiny-prompt',
  options: none,
  attach: (model) => ({
    prompt: virtualTokens(
      2,
      { table: parameter('prompt_embeddings', [2, model.width], normal(0.5)) },
      ({ table }) => table,
    ),
  }),
});

/** Three learned keys and values in front of every layer. */
export const tinyPrefix = definePeftMethod({
  name: 'tiny-prefix',
  options: none,
  attach({ cache: { layers, keyValueHeads, headWidth } }) {
    const table = parameter('prompt_embeddings', [3, layers * 2 * keyValueHeads * headWidth], normal(0.5));
    return { prefix: virtualTokens(3, { table }, ({ table }) => table) };
  },
});
