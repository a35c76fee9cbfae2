import { meanOfMeans, pooled, type Average } from './average.js';
import { runResults } from './estimate.js';
import { around, clamped, type Interval } from './interval.js';
import { discordance, mcnemarExact, pairedProportionError, pairedProportionInterval } from './mcnemar.js';
import {
  bootstrapInterval,
  bootstrapMeans,
  bootstrapTest,
  resamplesOf,
  signFlipTest,
  type Resampling,
} from './resampling.js';
import { isBinary, overRuns, runsOf, type ItemScores } from './sample.js';
import { smallestDifference } from './smallest-difference.js';
import { studentProbability } from './special-functions.js';
import { sampleComponent, scaled, spreadOf, type Spread, type VarianceComponent } from './variance-components.js';

/** The items of a group as two arms answered them: the same items in the same order, each with its score in every run of the arm. */
export interface PairedGroup {
  readonly before: readonly ItemScores[];
  readonly after: readonly ItemScores[];
}

/**
 * `mcnemar`: exact, for scores of 0 and 1. `bootstrap`: paired, of graded scores and of means of groups; the p-value is the larger one of the
 * bootstrap's and that of flipping signs. `runs`: Student's t over items (each with all its runs) and over the runs of each arm.
 */
export type PairedTest = 'mcnemar' | 'bootstrap' | 'runs' | 'none';

/** What differs between two arms. */
export interface PairedComparison {
  /** after − before, of items that were read in both; null where a group has none. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly pValue: number | null;
  readonly test: PairedTest;
  readonly pairs: number;
  /** Items left out: not read in one of the arms. */
  readonly unpaired: number;
  /** The smallest true difference that this size would show in 80 of 100 cases; null where that is unknown. */
  readonly smallestDifference: number | null;
}

export interface ComparisonOptions {
  readonly average?: Average;
  /** Of the resamples. */
  readonly seed?: number;
  /** 10,000 of up to 2,000 items when absent, fewer of more, at least 2,000. */
  readonly resamples?: number;
}

interface Pairs {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly differences: readonly number[];
}

type Finding = Pick<PairedComparison, 'interval' | 'pValue' | 'test' | 'smallestDifference'>;

/** Compares two arms item by item. */
export function comparePaired(
  groups: readonly PairedGroup[],
  { average = 'micro', seed = 1, resamples }: ComparisonOptions = {},
): PairedComparison {
  const pairs = pooled(groups.map(itemPairs), average).map(columns);
  const difference = meanOfMeans(pairs.map(({ differences }) => differences));
  const counted = pairs.reduce((sum, { differences }) => sum + differences.length, 0);
  const all = groups.reduce((sum, { before }) => sum + before.length, 0);
  const counts = { difference, pairs: counted, unpaired: all - counted };
  if (difference === null) return { ...counts, interval: null, pValue: null, test: 'none', smallestDifference: null };
  const { interval, ...found } = test(groups, pairs, difference, average, {
    seed,
    resamples: resamples ?? resamplesOf(counted),
  });
  return { ...counts, ...found, interval: interval && clamped(interval, [-1, 1]) };
}

function itemPairs({ before, after }: PairedGroup): [number, number][] {
  return before.flatMap((scores, index) => {
    const [one, other] = [overRuns(scores), overRuns(after[index] ?? [])];
    return one === null || other === null ? [] : [[one, other] as [number, number]];
  });
}

const columns = (pairs: readonly (readonly [number, number])[]): Pairs => ({
  before: pairs.map(([before]) => before),
  after: pairs.map(([, after]) => after),
  differences: pairs.map(([before, after]) => after - before),
});

function test(
  groups: readonly PairedGroup[],
  pairs: readonly Pairs[],
  difference: number,
  average: Average,
  resampling: Resampling,
): Finding {
  const differences = pairs.map((group) => group.differences);
  const items = pairs.map((group) => scaled(itemComponent(group), 1 / pairs.length));
  const runs = (['before', 'after'] as const).flatMap((arm) => {
    const scores = groups.map((group) => group[arm]);
    const count = runsOf(scores.flat());
    return count < 2 ? [] : [sampleComponent(runResults(scores, average, count))];
  });
  if (runs.length > 0) return overRunsAndItems(difference, spreadOf([...items, ...runs]));
  const [only] = pairs;
  if (pairs.length === 1 && isBinary([...only!.before, ...only!.after])) return ofProportions(only!);
  const spread = spreadOf(items);
  const means = bootstrapMeans(differences, resampling);
  return {
    test: 'bootstrap',
    interval: spread ? bootstrapInterval(means, difference, spread) : null,
    pValue: Math.max(bootstrapTest(means), signFlipTest(differences, resampling)),
    smallestDifference: smallestDifference(spread),
  };
}

function itemComponent({ before, after, differences }: Pairs): VarianceComponent | undefined {
  if (!isBinary([...before, ...after])) return sampleComponent(differences);
  return { variance: pairedProportionError(discordance(before, after)) ** 2, degrees: Infinity };
}

function ofProportions({ before, after }: Pairs): Finding {
  const counts = discordance(before, after);
  const spread = { standardError: pairedProportionError(counts), degrees: Infinity };
  return {
    test: 'mcnemar',
    interval: pairedProportionInterval(counts),
    pValue: mcnemarExact(counts),
    smallestDifference: smallestDifference(spread),
  };
}

function overRunsAndItems(difference: number, spread: Spread | undefined): Finding {
  if (!spread || spread.standardError === 0) {
    // Nothing varied, or nothing is known of what does: no claim.
    return { test: 'runs', interval: null, pValue: spread && difference === 0 ? 1 : null, smallestDifference: null };
  }
  const { standardError, degrees } = spread;
  return {
    test: 'runs',
    interval: around(difference, standardError, degrees),
    pValue: Math.min(1, 2 * studentProbability(-Math.abs(difference) / standardError, degrees)),
    smallestDifference: smallestDifference(spread),
  };
}
