import { definePeftMethod, linears, parameter, tap, zeros } from '@weitiao/core';
import { add, affine, matMul } from '@weitiao/tensor';
import { z } from 'zod';
import { checkWidths, repeatedColumns, shardedUpdate, sumOfShards } from './shards.js';

/**
 * MiSS (Kang and Yin 2024, arXiv 2409.15371): the input is cut into shards of width r, and all of them share one matrix D: y = W x + b + D ᵀ Σ shards.
 * `bat` changes a shard by what W is there, W + W D + D; `mini` repeats a few columns of D.
 */
export const miss = definePeftMethod({
  name: 'miss',
  options: z.strictObject({
    rank: z.int().positive().default(64).describe('Width of a shard.'),
    targetModules: z
      .union([z.string(), z.array(z.string()).min(1)])
      .describe('Regular expression for the whole path, or endings of paths; all-linear: every one but the head.'),
    variant: z.enum(['balanced', 'bat', 'mini']).default('balanced'),
    columns: z.int().positive().default(1).describe('Of mini: how many columns are learned; divides the outputs.'),
    dropout: z.number().min(0).max(0.99).default(0).describe('Of the input while training; bat has none.'),
  }),
  size: 'rank',
  attach(model, { rank, targetModules, variant, columns, dropout }) {
    return {
      taps: linears(model, targetModules).map((site) => {
        const { path, outputWidth } = site;
        checkWidths(site, rank, variant, columns);
        const shape = { balanced: [rank, outputWidth], mini: [rank, columns], bat: [outputWidth / rank, rank, rank] };
        const shared = parameter(`${path}.miss_block`, shape[variant], zeros);
        return tap(site, { shared }, (input, next, { shared }, pass) => {
          if (variant === 'bat') return add(next(input), affine(input, shardedUpdate(pass, site, shared)));
          const summed = sumOfShards(pass.dropout(input, dropout, path), rank);
          return add(next(input), matMul(summed, repeatedColumns(shared, outputWidth)));
        });
      }),
    };
  },
  file: {
    type: 'MISS',
    keys: { rank: 'r', targetModules: 'target_modules', columns: 'mini_r', dropout: 'miss_dropout' },
    fixed: {
      bias: 'none',
      exclude_modules: null,
      modules_to_save: null,
      layers_to_transform: null,
      layers_pattern: null,
    },
    facts: (_model, { variant }) => ({ init_weights: variant === 'balanced' ? true : variant }),
    reads: { init_weights: (value) => ({ variant: typeof value === 'string' ? value : 'balanced' }) },
  },
});
