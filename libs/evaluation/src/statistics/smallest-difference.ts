import { upperTail } from './interval.js';
import { studentQuantile } from './special-functions.js';
import type { Spread } from './variance-components.js';

const power = 0.8;

/**
 * The smallest true difference that a paired comparison of this size finds in 80 of 100 cases, tested at 5 % (Bloom 1995). Null where the spread
 * is unknown, or none was seen.
 */
export function smallestDifference(spread: Spread | undefined): number | null {
  if (!spread || spread.standardError === 0) return null;
  const { standardError, degrees } = spread;
  return (studentQuantile(upperTail, degrees) + studentQuantile(power, degrees)) * standardError;
}
