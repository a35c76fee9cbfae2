import { baseWeight, definePeftMethod, parameter } from '@weitiao/core';
import { z } from 'zod';

/** Full fine-tuning: every weight of the checkpoint is trained in place of the frozen one, a tied head with its embedding. */
export const full = definePeftMethod({
  name: 'full',
  options: z.strictObject({}),
  attach: (model) => ({
    weights: new Map([...model.weights].map(([name, shape]) => [name, parameter(name, shape, baseWeight(name))])),
  }),
});
