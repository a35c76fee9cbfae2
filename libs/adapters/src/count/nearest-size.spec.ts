import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestSize } from './nearest-size.js';

/** What trying every value finds. */
function tried(wanted: number, count: (value: number) => number | undefined, values: number) {
  const sizes = Array.from({ length: values }, (_, index) => index + 1).flatMap((value) => {
    const trainable = count(value);
    return trainable === undefined ? [] : [{ value, trainable }];
  });
  const distance = (one: { trainable: number }) => Math.abs(one.trainable - wanted);
  return sizes.reduce<(typeof sizes)[number] | undefined>(
    (best, size) => (best && distance(best) <= distance(size) ? best : size),
    undefined,
  );
}

describe('the nearest size', () => {
  it('is what trying all values finds, from the first value that fits to the last', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }));
    const numbers = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(range, numbers, numbers, fc.integer({ min: 1, max: 80_000 }), ([a, b], slope, offset, wanted) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        // Doubling finds a first value if one of its own is among those that fit.
        fc.pre(2 ** Math.ceil(Math.log2(first)) <= last);
        const count = (value: number) => (value < first || value > last ? undefined : offset + slope * value);
        expect(nearestSize(wanted, count)).toEqual(tried(wanted, count, last));
      }),
    );
  });

  it('knows values between that do not fit, and steps on which several values are alike', () => {
    const divisors = (value: number) => (48 % value === 0 ? value * 10 : undefined);
    expect(nearestSize(115, divisors)).toEqual({ value: 12, trainable: 120 });
    const steps = (value: number) => 100 * Math.ceil(value / 10);
    expect(nearestSize(310, steps)).toEqual({ value: 21, trainable: 300 });
  });

  it('takes few looks at a large model, and ends where the size has no end', () => {
    let looks = 0;
    const count = (value: number) => (looks++, value * 7 + 1000);
    expect(nearestSize(70_001_000, count)).toEqual({ value: 10_000_000, trainable: 70_001_000 });
    expect(looks).toBeLessThan(120);
    expect(nearestSize(1e12, (value) => value)?.value).toBe(2 ** 24);
    expect(nearestSize(10, () => undefined)).toBeUndefined();
    expect(nearestSize(1, (value) => value * 50)).toEqual({ value: 1, trainable: 50 });
  });
});
