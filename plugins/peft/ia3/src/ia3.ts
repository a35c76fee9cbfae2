import { definePeftMethod, linears, ones, parameter, tap } from '@weitiao/core';
import { mul, reshape } from '@weitiao/tensor';
import { z } from 'zod';

/** (IA)³ (Liu et al. 2022, arXiv 2205.05638): learned factors on outputs, y = l ⊙ (W x + b), or on inputs, y = W (l ⊙ x) + b. */
export const ia3 = definePeftMethod({
  name: 'ia3',
  options: z
    .strictObject({
      targetModules: z
        .union([z.string(), z.array(z.string()).min(1)])
        .describe('Regular expression for the whole path, or endings of paths; all-linear: every one but the head.'),
      feedforwardModules: z
        .union([z.string(), z.array(z.string())])
        .default([])
        .describe('Those of the targets whose input is scaled instead of the output: the last layers of the MLPs.'),
    })
    .refine(
      ({ targetModules: all, feedforwardModules: inner }) =>
        typeof all === 'string' || typeof inner === 'string' || inner.every((name) => all.includes(name)),
      { path: ['feedforwardModules'], error: 'Each must stand in targetModules too, written the same' },
    ),
  attach(model, { targetModules, feedforwardModules }) {
    const inner = new Set(feedforwardModules.length > 0 ? linears(model, feedforwardModules) : []);
    return {
      taps: linears(model, targetModules).map((site) => {
        const name = `${site.path}.ia3_l`;
        if (inner.has(site)) {
          const factors = parameter(name, [1, site.inputWidth], ones);
          return tap(site, { factors }, (input, next, { factors }) => next(mul(input, factors)));
        }
        const factors = parameter(name, [site.outputWidth, 1], ones);
        return tap(site, { factors }, (input, next, { factors }) => mul(next(input), reshape(factors, [1, -1])));
      }),
    };
  },
  file: {
    type: 'IA3',
    keys: { targetModules: 'target_modules', feedforwardModules: 'feedforward_modules' },
    fixed: { exclude_modules: null, modules_to_save: null },
    // The direction of a stored weight matters to merging alone, and a site tells it.
    ignores: ['fan_in_fan_out', 'init_ia3_weights'],
  },
});
