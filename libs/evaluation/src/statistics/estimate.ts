import { meanOfMeans, pooled, type Average } from './average.js';
import { around, clamped, studentInterval, wilsonInterval, type Interval } from './interval.js';
import { isBinary, overRuns, readScores, runsOf, type ItemScores } from './sample.js';
import { sampleComponent, scaled, scoreComponent, spreadOf } from './variance-components.js';

/** How an interval was found. `components`: Student's t over the variance of items in each group, and of runs. */
export type IntervalMethod = 'wilson' | 't' | 'components' | 'none';

/** An average of scores from 0 to 1. */
export interface Estimate {
  /** Null where an average has nothing to stand on. */
  readonly mean: number | null;
  readonly interval: Interval | null;
  readonly method: IntervalMethod;
  /** Items with a score in at least one run. */
  readonly items: number;
  readonly runs: number;
  /** Answers that could not be read, over all runs; no part of the mean. */
  readonly unparsed: number;
}

/** @param groups the items of each group, each item with its score in every run */
export function estimate(groups: readonly (readonly ItemScores[])[], average: Average = 'micro'): Estimate {
  const items = groups.flat();
  const values = pooled(groups, average).map((group) => readScores(group.map(overRuns)));
  const found = {
    mean: meanOfMeans(values),
    items: readScores(items.map(overRuns)).length,
    runs: runsOf(items),
    unparsed: items.flat().filter((score) => score === null).length,
  };
  if (found.mean === null) return { ...found, interval: null, method: 'none' };
  const [interval, method] = intervalOf(values, found.mean, runResults(groups, average, found.runs));
  return { ...found, interval: interval ? clamped(interval, [0, 1]) : null, method: interval ? method : 'none' };
}

/** What each run by itself would give; runs that left a group without a score are left out. */
export function runResults(groups: readonly (readonly ItemScores[])[], average: Average, runs: number): number[] {
  const ofRun = (run: number) =>
    meanOfMeans(pooled(groups, average).map((group) => readScores(group.map((item) => item[run] ?? null))));
  return readScores(Array.from({ length: runs }, (_, run) => ofRun(run)));
}

function intervalOf(
  groups: readonly (readonly number[])[],
  mean: number,
  results: readonly number[],
): [Interval | undefined, IntervalMethod] {
  const [first] = groups;
  if (groups.length === 1 && results.length < 2) {
    const binary = isBinary(first!);
    const successes = mean * first!.length;
    return binary ? [wilsonInterval(Math.round(successes), first!.length), 'wilson'] : [studentInterval(first!), 't'];
  }
  const items = groups.map((group) => scaled(scoreComponent(group), 1 / groups.length));
  const spread = spreadOf(results.length < 2 ? items : [...items, sampleComponent(results)]);
  return [spread && around(mean, spread.standardError, spread.degrees), 'components'];
}
