import { mean, variance } from './sample.js';
import { normalQuantile, studentQuantile } from './special-functions.js';

/** Every interval is of 95 %. */
export const confidence = 0.95;
/** Every test is at 5 %. */
export const significance = 0.05;
/** Probability below the upper end of an interval: 97.5 %. */
export const upperTail = (1 + confidence) / 2;

/** Of 95 %. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** For a proportion (Wilson 1927): never empty, never outside 0 … 1, sound for few trials. @param trials at least one */
export function wilsonInterval(successes: number, trials: number): Interval {
  const z = normalQuantile(upperTail);
  const proportion = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (proportion + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((proportion * (1 - proportion)) / trials + z ** 2 / (4 * trials ** 2));
  // The ends touch the proportion at 0 and 1; rounding must not put them past it.
  return {
    low: Math.min(proportion, Math.max(0, centre - half)),
    high: Math.max(proportion, Math.min(1, centre + half)),
  };
}

/** For the mean of graded scores (Student 1908); undefined for fewer than two. */
export function studentInterval(values: readonly number[]): Interval | undefined {
  if (values.length < 2) return undefined;
  return around(mean(values), Math.sqrt(variance(values) / values.length), values.length - 1);
}

/** An estimate, give or take what its standard error and degrees of freedom say. */
export function around(estimate: number, standardError: number, degrees: number): Interval {
  const half = studentQuantile(upperTail, degrees) * standardError;
  return { low: estimate - half, high: estimate + half };
}

export const clamped = ({ low, high }: Interval, [least, most]: readonly [number, number]): Interval => ({
  low: Math.max(low, least),
  high: Math.min(high, most),
});
