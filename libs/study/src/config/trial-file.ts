import { z } from 'zod';
import { trainOptions } from './train-options.js';

/** A plugin by name, with its options beside. */
export const reference = z.looseObject({ use: z.string().min(1) });

const part = z.looseObject({
  use: z.string().min(1),
  share: z.number().positive().describe('How much of the mixture comes from it, relative to the other shares.'),
});

/** Rows of several sources by shares, in the order of their names. */
export const mixture = z.strictObject({
  mix: z.record(z.string(), part).refine((parts) => Object.keys(parts).length > 0, {
    error: 'At least one source is wanted: mix: { name: { share: 1, use: … } }',
  }),
});

/** One cell of a study: what a trial file says, and, with every option filled in, what its manifest says. */
export const trialOptions = z.strictObject({
  model: reference,
  method: z.union(
    [z.literal('none'), reference],
    'A method is wanted: { use: lora, … }, or none for the untuned model',
  ),
  data: z.union([mixture, reference], 'Data is wanted: { use: alpaca, … }, or { mix: { name: { share: 1, use: … } } }'),
  train: trainOptions,
  benchmarks: z
    .record(z.string().regex(/^[\p{L}\p{N}_.+-]+$/u, 'A name is letters, digits and . _ + -'), reference)
    .optional()
    .describe('What the trained model is asked, by a name of your choice.'),
  seed: z.int().nonnegative().default(1),
});
export type TrialOptions = z.output<typeof trialOptions>;
export type DataOptions = TrialOptions['data'];

/** The sources of a trial's data: of a mixture each with its share, else the one. */
export function partsOf(
  data: DataOptions,
): { path: readonly string[]; share: number; reference: z.output<typeof reference> }[] {
  if (!('mix' in data && typeof data.mix === 'object'))
    return [{ path: [], share: 1, reference: data as z.output<typeof reference> }];
  const named = Object.entries(data.mix as z.output<typeof mixture>['mix']).sort(([a], [b]) => (a < b ? -1 : 1));
  return named.map(([name, { share, ...source }]) => ({
    path: ['mix', name],
    share,
    reference: source as z.output<typeof reference>,
  }));
}
