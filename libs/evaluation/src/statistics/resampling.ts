import { philoxDoubles, randomKey } from '@weitiao/tensor';
import { upperTail, type Interval } from './interval.js';
import { mean } from './sample.js';
import { normalProbability, studentQuantile } from './special-functions.js';

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
  const items = groups.flat().length;
  return Float64Array.from({ length: resamples }, (_, resample) => {
    const draws = philoxDoubles(items, randomKey(seed, 'bootstrap', resample));
    return meanOver(groups, (group, _index, place) => group[Math.floor(draws[place]! * group.length)]!);
  }).sort();
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
 * Percentile interval, widened for small samples as Student's t widens the normal one (Hesterberg 2015, "expanded percentile").
 * @param degrees of freedom of the standard error; Infinity widens nothing
 */
export function bootstrapInterval(means: Float64Array, estimate: number, degrees: number): Interval {
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
  const words = Math.ceil(groups.flat().length / 32);
  let extreme = 1;
  for (let resample = 0; resample < resamples; resample++) {
    const bits = philoxDoubles(words, randomKey(seed, 'sign-flip', resample)).map((draw) => draw * 2 ** 32);
    const isFlipped = (place: number) => ((bits[place >> 5]! >>> (place & 31)) & 1) === 1;
    const flipped = meanOver(groups, (group, index, place) => (isFlipped(place) ? -group[index]! : group[index]!));
    // Sums in another order differ in their last bits; those that are equal in truth count as extreme.
    if (Math.abs(flipped) >= seen * (1 - 1e-12)) extreme++;
  }
  return extreme / (1 + resamples);
}

/** Mean of the groups' means of what `value` puts in the place of each item. @param value place: of the item among those of all groups */
function meanOver(groups: Groups, value: (group: readonly number[], index: number, place: number) => number): number {
  let place = 0;
  let total = 0;
  for (const group of groups) {
    let sum = 0;
    for (let index = 0; index < group.length; index++) sum += value(group, index, place++);
    total += sum / group.length;
  }
  return total / groups.length;
}
