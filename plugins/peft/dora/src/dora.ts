import { lowRankFile, lowRankOptions, rowNorms, strengths, targetLinears, trainedBase } from '@weitiao/adapters';
import { definePeftMethod, kaimingUniform, parameter, tap, zeros } from '@weitiao/core';
import { add, affine, div, mul, scope, sub, withoutTape } from '@weitiao/tensor';
import { z } from 'zod';

/**
 * DoRA (Liu et al. 2024, arXiv 2402.09353): y = m ⊙ (W + s B A) x / ‖W + s B A‖ + b, a norm for each row. The norm counts as a constant for the gradient
 * (section 4.3), and the bias is not scaled.
 */
export const dora = definePeftMethod({
  name: 'dora',
  options: z.strictObject(lowRankOptions),
  size: 'rank',
  attach(model, options) {
    const sites = targetLinears(model, options);
    const strength = strengths(sites, options);
    const taps = sites.map((site) => {
      const { rank, scale } = strength.get(site)!;
      const down = parameter(`${site.path}.lora_A.weight`, [rank, site.inputWidth], kaimingUniform);
      const up = parameter(`${site.path}.lora_B.weight`, [site.outputWidth, rank], zeros);
      const magnitude = parameter(`${site.path}.lora_magnitude_vector`, [site.outputWidth], (from) =>
        rowNorms(site, from.weight(site.weight)),
      );
      return tap(site, { down, up, magnitude }, (input, next, { down, up, magnitude }, pass) => {
        const output = next(input);
        const dropped = pass.dropout(input, options.dropout, site.path);
        // While something is dropped, the direction is of what is left of the input, in W x as in B A x.
        const whole = dropped === input ? output : next(dropped);
        const linear = site.bias === undefined ? whole : sub(whole, pass.weight(site.bias));
        const length = withoutTape(() => scope(() => rowNorms(site, pass.weight(site.weight), { down, up, scale })));
        const factor = div(magnitude, length);
        const update = affine(mul(scale, affine(dropped, down)), up);
        return add(output, add(mul(sub(factor, 1), linear), mul(factor, update)));
      });
    });
    const base = trainedBase(model, sites, options);
    return { ...base, taps: [...taps, ...base.taps] };
  },
  file: { ...lowRankFile, fixed: { use_dora: true, lora_bias: false } },
});
