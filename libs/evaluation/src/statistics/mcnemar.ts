import { upperTail, type Interval } from './interval.js';
import { fairCoinProbability, normalQuantile } from './special-functions.js';

/** Pairs of 0/1 scores that differ, of how many. */
export interface Discordance {
  /** 0 before, 1 after. */
  readonly gained: number;
  /** 1 before, 0 after. */
  readonly lost: number;
  readonly pairs: number;
}

/** Exact two-sided p-value (McNemar 1947): the pairs that differ are fair coins if the arms are alike. */
export function mcnemarExact({ gained, lost }: Pick<Discordance, 'gained' | 'lost'>): number {
  const differing = gained + lost;
  return differing === 0 ? 1 : Math.min(1, 2 * fairCoinProbability(Math.min(gained, lost), differing));
}

/** Standard error of the difference of two paired proportions, a gain and a loss added (Bonett and Price 2012): never 0. */
export function pairedProportionError({ gained, lost, pairs }: Discordance): number {
  const [up, down] = [(gained + 1) / (pairs + 2), (lost + 1) / (pairs + 2)];
  return Math.sqrt((up + down - (up - down) ** 2) / (pairs + 2));
}

/** Of the difference of two paired proportions (Bonett and Price 2012, as Fagerland, Lydersen and Laake 2014 recommend). */
export function pairedProportionInterval(discordance: Discordance): Interval {
  const { gained, lost, pairs } = discordance;
  const centre = (gained - lost) / (pairs + 2);
  const half = normalQuantile(upperTail) * pairedProportionError(discordance);
  return { low: Math.max(-1, centre - half), high: Math.min(1, centre + half) };
}

/** @param before 0 or 1 each @param after of the same items */
export function discordance(before: readonly number[], after: readonly number[]): Discordance {
  const count = (sign: number) => before.filter((score, index) => after[index]! - score === sign).length;
  return { gained: count(1), lost: count(-1), pairs: before.length };
}
