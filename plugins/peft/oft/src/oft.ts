import { definePeftMethod, linears, parameter, tap, zeros } from '@weitiao/core';
import { z } from 'zod';
import { dividing, rotated, rotations } from './rotation.js';

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== 0;

/** OFT (Qiu et al. 2023, arXiv 2306.07280; input-centric as Qiu et al. 2025, arXiv 2506.19847): y = W (R x) + b, R orthogonal and block-diagonal. */
export const oft = definePeftMethod({
  name: 'oft',
  options: z.strictObject({
    blockSize: z
      .int()
      .min(2)
      .default(32)
      .describe('Width of a block; the nearest divisor of a layer’s input is taken.'),
    blocks: z.int().positive().optional().describe('Number of blocks of every layer, in place of their width.'),
    targetModules: z
      .union([z.string(), z.array(z.string()).min(1)])
      .describe('Regular expression for the whole path, or endings of paths; all-linear: every one but the head.'),
    shared: z.boolean().default(false).describe('One rotation for all blocks of a layer.'),
    cayley: z
      .enum(['neumann', 'exact'])
      .default('neumann')
      .describe('How the skew-symmetric matrix becomes a rotation: by a truncated series, or by an inverse.'),
    neumannTerms: z.int().min(2).default(5).describe('Terms of the series.'),
  }),
  size: 'blockSize',
  attach(model, { blockSize, blocks, targetModules, shared, cayley, neumannTerms }) {
    return {
      taps: linears(model, targetModules).map((site) => {
        const { inputWidth: width, path } = site;
        const size = blocks === undefined ? dividing(width, blockSize) : width / dividing(width, blocks);
        const shape = [shared ? 1 : width / size, (size * (size - 1)) / 2];
        const angles = parameter(`${path}.oft_R.weight`, shape, zeros);
        const terms = cayley === 'neumann' ? neumannTerms : Infinity;
        return tap(site, { angles }, (input, next, { angles }, pass) =>
          next(rotated(input, rotations(angles, size, terms, pass))),
        );
      }),
    };
  },
  file: {
    type: 'OFT',
    keys: { targetModules: 'target_modules', shared: 'block_share', neumannTerms: 'num_cayley_neumann_terms' },
    fixed: {
      coft: false,
      bias: 'none',
      exclude_modules: null,
      modules_to_save: null,
      layers_to_transform: null,
      layers_pattern: null,
    },
    facts: (_model, { blocks, blockSize, cayley }) => ({
      r: blocks ?? 0,
      oft_block_size: blocks === undefined ? blockSize : 0,
      use_cayley_neumann: cayley === 'neumann',
    }),
    reads: {
      r: (blocks) => (isSet(blocks) ? { blocks } : {}),
      oft_block_size: (blockSize) => (isSet(blockSize) ? { blockSize } : {}),
      use_cayley_neumann: (neumann) => ({ cayley: neumann === false ? 'exact' : 'neumann' }),
    },
    // eps belongs to coft. peft declares module_dropout for linear layers and applies it nowhere.
    ignores: ['eps', 'fan_in_fan_out', 'init_weights', 'module_dropout'],
  },
});
