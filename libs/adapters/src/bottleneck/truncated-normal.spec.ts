import { beforeAll, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { Start } from '@weitiao/core';
import { add, mul, range, reshape, scope } from '@weitiao/tensor';
import { truncatedNormal } from './truncated-normal.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

it('is the inverse of the distribution function, cut at two deviations', () => {
  // Quantiles of N(0, 1) at Φ(−2) + p (Φ(2) − Φ(−2)), p = 0, ⅛, …, 1: scipy.stats.truncnorm(-2, 2).ppf(p).
  const wanted = [-2, -1.0710984, -0.6391119, -0.3036756, 0, 0.3036756, 0.6391119, 1.0710984, 2];
  scope(() => {
    const evenly = (low: number, high: number) => () => add(mul(range(0, 9), (high - low) / 8), low);
    const from = { uniform: evenly } as unknown as Start;
    const found = Array.from(reshape(truncatedNormal(0.5)(from, [9]), [-1]).dataSync());
    found.forEach((value, index) => expect(value).toBeCloseTo(0.5 * wanted[index]!, 5));
  });
});
