import { describe, expect, it } from '@jest/globals';
import { philoxDoubles, philoxNormal, randomKey } from '@weitiao/tensor';
import fc from 'fast-check';
import { comparePaired, estimate, holm, type Interval, type ItemScores, type PairedGroup } from './index.js';

const score = fc.oneof(fc.constantFrom(0, 1, null), fc.double({ min: 0, max: 1, noNaN: true }));
const binary = fc.constantFrom(0, 1);
const group = (of: fc.Arbitrary<number | null>, runs: number) =>
  fc.array(fc.array(of, { minLength: runs, maxLength: runs }), { maxLength: 12 });
const groups = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(score, binary))
  .chain(([runs, of]) => fc.array(group(of, runs), { minLength: 1, maxLength: 3 }));
const paired = fc
  .tuple(fc.constantFrom([1, 1], [1, 3], [2, 2]), fc.constantFrom(score, binary))
  .chain(([[before, after], of]) => {
    const item = (runs: number) => fc.array(of, { minLength: runs, maxLength: runs });
    const pair = fc.record({ before: item(before!), after: item(after!) });
    return fc.array(fc.array(pair, { maxLength: 6 }), { minLength: 1, maxLength: 2 });
  })
  .map((all) => all.map((pairs) => ({ before: pairs.map((p) => p.before), after: pairs.map((p) => p.after) })));
const average = fc.constantFrom('micro', 'macro');

const contains = ({ low, high }: Interval, value: number) => low <= value + 1e-12 && value - 1e-12 <= high;
const swapped = (all: readonly PairedGroup[]) => all.map(({ before, after }) => ({ before: after, after: before }));
const flipped = (value: number | null) => (value === null ? null : 0 - value);
const close = (found: number | null, wanted: number | null) =>
  wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted, 10);

describe('estimate', () => {
  it('lies in its interval, which lies in 0 … 1', () => {
    fc.assert(
      fc.property(groups, average, (all, how) => {
        const { mean, interval, method } = estimate(all, how);
        expect(method === 'none').toBe(interval === null);
        if (mean === null || !interval) return;
        expect(contains(interval, mean)).toBe(true);
        expect(contains({ low: 0, high: 1 }, interval.low) && contains({ low: 0, high: 1 }, interval.high)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of items', () => {
    fc.assert(
      fc.property(groups, average, (all, how) => {
        const [one, other] = [estimate(all, how), estimate(all.map((items) => items.toReversed()).reverse(), how)];
        close(other.mean, one.mean);
        close(other.interval?.low ?? null, one.interval?.low ?? null);
        expect(other.unparsed).toBe(one.unparsed);
      }),
    );
  });

  it('counts what could not be read and leaves it out', () => {
    const found = estimate([[[1], [0], [null], [1], [null]]]);
    expect(found).toMatchObject({ mean: 2 / 3, items: 3, unparsed: 2, runs: 1, method: 'wilson' });
  });

  it('of groups is null where one is empty, and of all items is not', () => {
    const all = [[[1], [0]], [[null]]];
    expect(estimate(all, 'macro')).toMatchObject({ mean: null, interval: null, method: 'none', unparsed: 1 });
    expect(estimate(all, 'micro')).toMatchObject({ mean: 0.5, items: 2 });
    expect(estimate([[]])).toMatchObject({ mean: null, items: 0 });
    expect(estimate([[[0], [0], [0], [1]], [[1]]], 'macro').mean).toBe(0.625);
  });

  it('of many runs is wider where they disagree', () => {
    const width = (items: ItemScores[]) => {
      const { low, high } = estimate([items]).interval!;
      return high - low;
    };
    const alike = Array.from({ length: 40 }, (_, index) => (index % 2 ? [1, 1] : [0, 0]));
    const apart = Array.from({ length: 40 }, (_, index) => (index % 4 ? [1, 0] : [0, 0]));
    expect(width(apart)).toBeGreaterThan(2 * width(alike));
  });
});

describe('comparePaired', () => {
  it('has its difference in its interval and its p-value in 0 … 1; swapping the arms changes the sign', () => {
    fc.assert(
      fc.property(paired, average, (all, how) => {
        const found = comparePaired(all, { average: how, resamples: 300 });
        const { difference, interval, pValue } = found;
        if (pValue !== null) expect(pValue > 0 && pValue <= 1).toBe(true);
        if (interval && found.test !== 'mcnemar') expect(contains(interval, difference!)).toBe(true);
        const back = comparePaired(swapped(all), { average: how, resamples: 300 });
        close(back.difference, flipped(difference));
        close(back.smallestDifference, found.smallestDifference);
        expect([back.pairs, back.unpaired, back.test]).toEqual([found.pairs, found.unpaired, found.test]);
        // Resamples of swapped arms are the same draws of differences of the other sign.
        if (pValue !== null) expect(Math.abs(back.pValue! - pValue)).toBeLessThan(1e-9);
        if (interval) expect(Math.abs(back.interval!.low + interval.high)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('takes no arm for different from itself', () => {
    fc.assert(
      fc.property(paired, average, (all, how) => {
        const same = all.map(({ before }) => ({ before, after: before }));
        const { difference, pValue } = comparePaired(same, { average: how, resamples: 300 });
        if (difference !== null) expect([difference, pValue ?? 1]).toEqual([0, 1]);
      }),
      { numRuns: 40 },
    );
  });

  it('claims no certainty for groups of right and wrong answers that are all alike', () => {
    const items = Array.from({ length: 22 }, (_, index) => [index % 2]);
    const group = { before: items, after: items };
    const { interval, pValue, test } = comparePaired([group, group], { average: 'macro' });
    expect({ pValue, test }).toEqual({ pValue: 1, test: 'bootstrap' });
    expect(interval!.high).toBeGreaterThan(0.01);
    expect(interval!.low).toBeCloseTo(-interval!.high, 12);
  });

  it('takes a few graded items that agree for no proof', () => {
    const items = [0.1, 0.2, 0.4, 0.3].map((value) => [value]);
    const found = comparePaired([{ before: items, after: items.map(([value]) => [value! + 0.3 + value! / 10]) }]);
    expect(found.pValue).toBeGreaterThan(0.05);
    expect(found.test).toBe('bootstrap');
  });

  it('leaves out what one arm could not read', () => {
    const found = comparePaired([{ before: [[1], [null], [0]], after: [[1], [1], [null]] }]);
    expect(found).toMatchObject({ difference: 0, pairs: 1, unpaired: 2, test: 'mcnemar', pValue: 1 });
    expect(comparePaired([{ before: [[null]], after: [[1]] }])).toEqual({
      difference: null,
      interval: null,
      pValue: null,
      test: 'none',
      pairs: 0,
      unpaired: 1,
      smallestDifference: null,
    });
  });

  it('finds what is there: 30 of 200 more right answers, one run and three', () => {
    const before = Array.from({ length: 200 }, (_, index) => [index % 2]);
    const after = before.map(([value], index) => [index < 60 ? 1 : value!]);
    expect(comparePaired([{ before, after }]).pValue).toBeLessThan(1e-8);
    const runs = after.map(([value], index) => [value!, index === 3 ? 0 : value!, index === 9 ? 0 : value!]);
    expect(comparePaired([{ before, after: runs }])).toMatchObject({ test: 'runs' });
    expect(comparePaired([{ before, after: runs }]).pValue).toBeLessThan(0.01);
  });
});

describe('errors of the first kind, two arms that are alike', () => {
  /** Share of 400 simulated comparisons that are called different at 5 %. */
  const called = (sample: (trial: number) => PairedGroup) =>
    Array.from({ length: 400 }, (_, trial) => comparePaired([sample(trial)]).pValue!).filter((p) => p < 0.05).length /
    400;
  // Two standard deviations above 5 % of 400.
  const allowed = 0.072;

  it('are no more than 5 % where runs differ as much as methods could', () => {
    const sample = (trial: number, runs: number): ItemScores[] => {
      const strengths = philoxNormal(runs, randomKey('strength', trial, runs));
      const draws = philoxDoubles(60 * runs, randomKey('answers', trial, runs));
      return Array.from({ length: 60 }, (_, item) =>
        [...strengths].map((strength, run) => Number(draws[item * runs + run]! < 0.5 + 0.12 * strength)),
      );
    };
    expect(called((trial) => ({ before: sample(trial, 2), after: sample(trial + 1000, 2) }))).toBeLessThan(allowed);
    expect(called((trial) => ({ before: sample(trial, 3), after: sample(trial + 1000, 4) }))).toBeLessThan(allowed);
  });

  it('are no more than 5 % by McNemar', () => {
    const sample = (trial: number): PairedGroup => {
      const draws = philoxDoubles(120, randomKey('coins', trial));
      const answers = (start: number) => Array.from({ length: 60 }, (_, item) => [Number(draws[start + item]! < 0.4)]);
      return { before: answers(0), after: answers(60) };
    };
    expect(called(sample)).toBeLessThan(allowed);
  });
});

describe('holm', () => {
  const pValue = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 6 });

  it('keeps the order, makes nothing smaller, is the same in any order, and leaves out nulls', () => {
    fc.assert(
      fc.property(fc.array(pValue, { maxLength: 12 }), (values) => {
        const corrected = holm(values);
        values.forEach((value, index) => {
          if (value === null) return expect(corrected[index]).toBeNull();
          expect(corrected[index]! >= value && corrected[index]! <= 1).toBe(true);
          values.forEach((other, at) => {
            if (other !== null && value < other) expect(corrected[index]! <= corrected[at]!).toBe(true);
          });
        });
        expect(holm(values.toReversed()).reverse()).toEqual(corrected);
        expect(holm([null, ...values]).slice(1)).toEqual(corrected);
      }),
    );
  });
});
