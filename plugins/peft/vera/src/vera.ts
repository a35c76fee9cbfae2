import { definePeftMethod, linears, parameter, tap, zeros, type Parameter } from '@weitiao/core';
import { add, affine, mul, slice, tensor } from '@weitiao/tensor';
import { z } from 'zod';
import { torchUniform } from './torch-uniform.js';

/**
 * VeRA (Kopiczko et al. 2024, arXiv 2310.11454): y = W x + b + b' ⊙ (B (d ⊙ (A dropout(x)))), A and B random, frozen and the same for every layer;
 * b' and d are learned. Layers that are smaller than the largest use the first columns of A and the first rows of B.
 */
export const vera = definePeftMethod({
  name: 'vera',
  options: z.strictObject({
    rank: z.int().positive().default(256).describe('Inner width; the paper takes far more than LoRA does.'),
    targetModules: z
      .union([z.string(), z.array(z.string()).min(1)])
      .describe('Regular expression for the whole path, or endings of paths; all-linear: every one but the head.'),
    dropout: z.number().min(0).max(0.99).default(0),
    initialScale: z.number().default(0.1).describe('What every d starts as.'),
    projectionKey: z.int().nonnegative().default(0).describe('Seed of A and B, which come out as PyTorch draws them.'),
  }),
  size: 'rank',
  attach(model, { rank, targetModules, dropout, initialScale, projectionKey }) {
    const sites = linears(model, targetModules);
    const widest = (width: 'inputWidth' | 'outputWidth') => Math.max(...sites.map((site) => site[width]));
    const [input, output] = [widest('inputWidth'), widest('outputWidth')];
    const frozen = (name: string, shape: readonly [number, number], skip: number): Parameter => {
      const bound = Math.sqrt(6 / shape[1]);
      const initial = () => tensor(torchUniform(projectionKey, skip, shape[0] * shape[1], bound), [...shape]);
      return { ...parameter(`base_model.vera_${name}`, shape, initial), trained: false };
    };
    const down = frozen('A', [rank, input], 0);
    const up = frozen('B', [output, rank], rank * input);
    return {
      taps: sites.map((site) => {
        const inner = parameter(`${site.path}.vera_lambda_d`, [rank], (from, shape) =>
          mul(initialScale, from.ones(shape)),
        );
        const outer = parameter(`${site.path}.vera_lambda_b`, [site.outputWidth], zeros);
        return tap(site, { down, up, inner, outer }, (rows, next, { down, up, inner, outer }, pass) => {
          const narrow = affine(pass.dropout(rows, dropout, site.path), slice(down, [0, 0], [rank, site.inputWidth]));
          const wide = affine(mul(narrow, inner), slice(up, [0, 0], [site.outputWidth, rank]));
          return add(next(rows), mul(wide, outer));
        });
      }),
    };
  },
  file: {
    type: 'VERA',
    keys: {
      rank: 'r',
      targetModules: 'target_modules',
      dropout: 'vera_dropout',
      initialScale: 'd_initial',
      projectionKey: 'projection_prng_key',
    },
    fixed: {
      save_projection: true,
      bias: 'none',
      modules_to_save: null,
      layers_to_transform: null,
      layers_pattern: null,
    },
    ignores: ['fan_in_fan_out', 'init_weights'],
  },
});
