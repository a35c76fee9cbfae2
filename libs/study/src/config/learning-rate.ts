import { OptionsError } from '@weitiao/core';
import { z } from 'zod';

const rate = z.number().nonnegative();

const search = z.strictObject({
  search: z.array(z.number().positive()).min(1).describe('Rates that are tried: at least two.'),
  on: z.literal('held-out').default('held-out').describe('The smallest loss on the held-out rows at the end wins.'),
});
const searched = z.union([rate, search]);

/** The learning rate of a study: one for all methods, or by their names; a number, or a search for it. */
export const studyLearningRate = z
  .union(
    [rate, search, z.record(z.string(), searched)],
    'A number is wanted, a search { search: [1e-4, 1e-3], on: held-out }, or one of the two for each method: { lora: 1e-3, … }',
  )
  .describe(
    'One for all, or by the names of the methods: a number, or rates of which the best on held-out rows is taken.',
  );
export type StudyLearningRate = z.output<typeof studyLearningRate>;

type Search = z.output<typeof search>;
const isSearch = (value: StudyLearningRate | Search): value is Search =>
  typeof value === 'object' && Array.isArray(value['search']);

/** What a method is trained with: a rate, or the rates that are tried. 0 where nothing is said of it. */
export function ratesOf(given: StudyLearningRate, method: string): number | readonly number[] {
  const own = typeof given === 'number' || isSearch(given) ? given : (given[method] ?? 0);
  return typeof own === 'number' ? own : own.search;
}

/** The methods that it names. */
export const namesIn = (given: StudyLearningRate): string[] =>
  typeof given === 'number' || isSearch(given) ? [] : Object.keys(given);

interface CheckRatesSpec {
  readonly learningRate: StudyLearningRate;
  /** Names of the methods that are trained. */
  readonly trained: readonly string[];
  readonly heldOut: object | undefined;
}

/** @throws OptionsError for a method without a rate, a search of fewer than two rates, or one without held-out rows */
export function checkRates({ learningRate, trained, heldOut }: CheckRatesSpec): void {
  const path = ['train', 'learningRate'];
  if (typeof learningRate === 'number') return;
  if (isSearch(learningRate)) return checkSearch(learningRate, path, heldOut);
  for (const [name, own] of Object.entries(learningRate))
    if (typeof own !== 'number') checkSearch(own, [...path, name], heldOut);
  const missing = trained.find((name) => learningRate[name] === undefined);
  if (missing === undefined) return;
  throw new OptionsError(
    `There is no learning rate for method "${missing}". Give one for each, or one number for all.`,
    path,
  );
}

function checkSearch({ search: rates }: Search, path: readonly string[], heldOut: object | undefined): void {
  const at = [...path, 'search'];
  if (new Set(rates).size < rates.length || rates.length < 2)
    throw new OptionsError(
      `The rates to try are ${JSON.stringify(rates)}. At least two are wanted, none of them twice; or write the one as a number.`,
      at,
    );
  if (heldOut) return;
  throw new OptionsError(
    'The best of several learning rates is the one with the smallest loss on held-out rows, and none are held out. Write train.heldOut, e.g. { rows: 50, everySteps: 20 }.',
    at,
  );
}
