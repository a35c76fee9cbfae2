import { z } from 'zod';
import { trainOptions } from './train-options.js';

/** A plugin by name, with its options beside. */
const reference = z.looseObject({ use: z.string().min(1) });

/** One cell of a study: what a trial file says, and, with every option filled in, what its manifest says. */
export const trialOptions = z.strictObject({
  model: reference,
  method: z.union(
    [z.literal('none'), reference],
    'A method is wanted: { use: lora, … }, or none for the untuned model',
  ),
  data: reference,
  train: trainOptions,
  seed: z.int().nonnegative().default(1),
});
export type TrialOptions = z.output<typeof trialOptions>;
