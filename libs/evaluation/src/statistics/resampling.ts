import { around, upperTail, type Interval } from './interval.js';
import { mean } from './sample.js';
import { normalProbability, studentQuantile } from './special-functions.js';
import type { Spread } from './variance-components.js';
import { WordStream } from './word-stream.js';

/** Paired differences, after − before, of the items of each group. No group is empty. */
type Groups = readonly (readonly number[])[];

/** What decides the resamples. */
export interface Resampling {
  readonly seed: number;
  readonly resamples: number;
}

const drawsAtMost = 2e7;

/** 10,000 resamples of up to 2,000 items; fewer of more, so that large benchmarks do not take minutes. */
export const resamplesOf = (items: number): number =>
  Math.max(2000, Math.min(10_000, Math.floor(drawsAtMost / Math.max(1, items))));

/** Mean of the group means in each resample, in ascending order: items drawn with replacement within their group. */
export function bootstrapMeans(groups: Groups, { seed, resamples }: Resampling): Float64Array {
  const columns = groups.map((group) => Float64Array.from(group));
  const stream = new WordStream(seed, 'bootstrap');
  const words = new Uint32Array(itemsOf(groups));
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    stream.fill(words);
    let place = 0;
    let total = 0;
    for (const column of columns) {
      const { length } = column;
      let sum = 0;
      for (let index = 0; index < length; index++) sum += column[((words[place++]! * length) / wordValues) | 0]!;
      total += sum / length;
    }
    means[resample] = total / columns.length;
  }
  return means.sort();
}

/**
 * Two-sided p-value of the paired bootstrap (Efron and Tibshirani 1993): twice the share of resamples on the other side of zero.
 * @param means of `bootstrapMeans`
 */
export function bootstrapTest(means: Float64Array): number {
  const below = means.filter((value) => value <= 0).length;
  const above = means.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (1 + means.length));
}

/**
 * Percentile interval, widened for small samples as Student's t widens the normal one (Hesterberg 2015, "expanded percentile"). Where no pair
 * differs it would have no width, which is a claim of certainty: then Student's t.
 * @param spread of the estimate; infinite degrees of freedom widen nothing
 */
export function bootstrapInterval(means: Float64Array, estimate: number, { standardError, degrees }: Spread): Interval {
  if (means[0] === means.at(-1)) return around(estimate, standardError, degrees);
  const widening = Number.isFinite(degrees) ? Math.sqrt((degrees + 1) / degrees) : 1;
  const tail = normalProbability(-widening * studentQuantile(upperTail, degrees));
  const at = (share: number) => means[Math.min(means.length - 1, Math.max(0, Math.round(share * (means.length - 1))))]!;
  return { low: Math.min(estimate, at(tail)), high: Math.max(estimate, at(1 - tail)) };
}

/**
 * Two-sided p-value of flipping the sign of each pair at random (Fisher 1935): if the arms are alike, it is chance which of the two is called
 * before. Right for any number of items, where the bootstrap takes a few that agree for certainty.
 */
export function signFlipTest(groups: Groups, { seed, resamples }: Resampling): number {
  const seen = Math.abs(mean(groups.map(mean)));
  // A pair without a difference has no sign.
  const flipped = groups.map((group) => Float64Array.from(group.filter((difference) => difference !== 0)));
  const stream = new WordStream(seed, 'sign-flip');
  const words = new Uint32Array(Math.ceil(itemsOf(flipped) / 32));
  let extreme = 1;
  for (let resample = 0; resample < resamples; resample++) {
    stream.fill(words);
    let place = 0;
    let total = 0;
    for (let group = 0; group < flipped.length; group++) {
      const column = flipped[group]!;
      let sum = 0;
      for (let index = 0; index < column.length; index++, place++)
        sum += (1 - 2 * ((words[place >> 5]! >>> (place & 31)) & 1)) * column[index]!;
      total += sum / groups[group]!.length;
    }
    // Sums in another order differ in their last bits; those that are equal in truth count as extreme.
    if (Math.abs(total / groups.length) >= seen * (1 - 1e-12)) extreme++;
  }
  return extreme / (1 + resamples);
}

const wordValues = 2 ** 32;

const itemsOf = (groups: readonly ArrayLike<number>[]): number => groups.reduce((sum, { length }) => sum + length, 0);
