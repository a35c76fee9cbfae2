import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { randomKey, scope } from '../index.js';
import { leakOf } from '../testing/index.js';
import { dropoutMask } from './dropout-mask.js';

const numbers = (rate: number, ...key: (string | number)[]): number[] =>
  scope(() => [...dropoutMask([200, 50], rate, randomKey(...key)).dataSync()] as never) as unknown as number[];

describe('dropoutMask', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it.each([0.05, 0.5, 0.9])('drops a share of %d and scales the rest up', (rate) => {
    const mask = numbers(rate, 'mask');
    const kept = mask.filter((value) => value > 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
    expect(Math.abs(kept.length / mask.length - (1 - rate))).toBeLessThan(
      4 * Math.sqrt((rate * (1 - rate)) / mask.length),
    );
  });

  it('keeps everything at rate 0', () => {
    expect(new Set(numbers(0, 'mask'))).toEqual(new Set([1]));
  });

  it('depends on the key only, whatever was drawn before', () => {
    const first = numbers(0.5, 1, 'a');
    const other = numbers(0.5, 2, 'a');
    expect(numbers(0.5, 1, 'a')).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('leaves one tensor', () => {
    expect(leakOf(() => dropoutMask([3], 0.5, randomKey(0)))).toBe(1);
  });
});
