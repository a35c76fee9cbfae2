import { baseWeight, definePeftMethod, parameter, StudyError, tap, zeros } from '@weitiao/core';
import { add, affine } from '@weitiao/tensor';
import { z } from 'zod';
import { bitfitFile, carrier } from './bitfit-file.js';

/** BitFit (Ben Zaken et al. 2022, arXiv 2106.10199): every bias of the model is trained, those of its norms too, and nothing else. */
export const bitfit = definePeftMethod({
  name: 'bitfit',
  options: z.strictObject({}),
  attach(model) {
    const biases = [...model.weights].filter(([name]) => name.endsWith('.bias'));
    const site = carrier(model);
    if (biases.length === 0 || !site)
      throw new StudyError(
        'This model has no biases, so BitFit has nothing to train. Choose another method, e.g. lora.',
      );
    const weights = biases.map(([name, shape]) => {
      const key = name === site.bias ? `${site.path}.base_layer.bias` : name;
      return [name, parameter(key, shape, baseWeight(name))] as const;
    });
    const down = { ...parameter(`${site.path}.lora_A.weight`, [1, site.inputWidth], zeros), trained: false };
    const up = { ...parameter(`${site.path}.lora_B.weight`, [site.outputWidth, 1], zeros), trained: false };
    const product = tap(site, { down, up }, (input, next, { down, up }) =>
      add(next(input), affine(affine(input, down), up)),
    );
    return { weights: new Map(weights), taps: [product] };
  },
  file: bitfitFile,
});
