import { checkRank, lowRankOptions, targetKeys, targetLinears, targetOptions, trainedBase } from '@weitiao/adapters';
import { definePeftMethod, kaimingUniform, parameter, tap, zeros } from '@weitiao/core';
import { add, affine, matMul, mul } from '@weitiao/tensor';
import { z } from 'zod';

/**
 * HiRA (Huang et al. 2025, https://openreview.net/forum?id=TwJrTz9cRS): y = W x + b + (W ⊙ B A) dropout(x). B A has a low rank; its
 * product with the weight, number by number, need not have one.
 */
export const hira = definePeftMethod({
  name: 'hira',
  options: z.strictObject({
    rank: z.int().positive().default(32).describe('Inner width of B A.'),
    dropout: lowRankOptions.dropout,
    ...targetOptions,
  }),
  size: 'rank',
  attach(model, options) {
    const sites = targetLinears(model, options);
    const { rank, dropout } = options;
    const taps = sites.map((site) => {
      checkRank(site.path, rank, [site.inputWidth, site.outputWidth], 'Lower the rank, or take the layer out.');
      const down = parameter(`${site.path}.hira_A`, [rank, site.inputWidth], kaimingUniform);
      const up = parameter(`${site.path}.hira_B`, [site.outputWidth, rank], zeros);
      const isTransposed = site.rows === 'output';
      return tap(site, { down, up }, (input, next, { down, up }, pass) => {
        // The product lies as the checkpoint stores the weight: [output, input], or GPT-2's [input, output].
        const product = isTransposed ? matMul(up, down) : matMul(down, up, true, true);
        const update = mul(pass.weight(site.weight), product);
        return add(next(input), affine(pass.dropout(input, dropout, site.path), update, undefined, isTransposed));
      });
    });
    const base = trainedBase(model, sites, { ...options, bias: 'none' });
    return { ...base, taps: [...taps, ...base.taps] };
  },
  file: {
    type: 'HIRA',
    keys: { rank: 'r', dropout: 'hira_dropout', ...targetKeys },
    facts: ({ sites }) => ({ fan_in_fan_out: sites.some((site) => 'rows' in site && site.rows === 'input') }),
    // peft 0.21 takes rank_pattern and gives every layer the rank r all the same; an adapter with other ranks is refused by its shapes.
    ignores: ['init_weights', 'rank_pattern'],
  },
});
