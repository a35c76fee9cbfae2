import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  comparePaired,
  holm,
  mcnemarExact,
  pairedProportionInterval,
  studentInterval,
  wilsonInterval,
} from './index.js';
import { bootstrapInterval, bootstrapMeans, bootstrapTest, signFlipTest } from './resampling.js';
import { normalQuantile, studentProbability, studentQuantile } from './special-functions.js';
import { spreadOf } from './variance-components.js';
import { variance } from './sample.js';

type Ends = [number, number];
interface Fixture {
  quantiles: { normal: Ends[]; student: [number, number, number][]; studentProbability: [number, number, number][] };
  wilson: { successes: number; trials: number; interval: Ends }[];
  student: { values: number[]; interval: Ends }[];
  mcnemar: { gained: number; lost: number; pValue: number }[];
  proportions: { gained: number; lost: number; pairs: number; interval: Ends; smallestDifference: number }[];
  holm: { pValues: number[]; corrected: number[] }[];
  paired: {
    before: number[];
    after: number[];
    standardError: number;
    interval: Ends;
    bootstrap: number;
    signFlip: number;
  }[];
  welch: { samples: number[][]; degrees: number; standardError: number }[];
}
/** Written by tools/fixtures/evaluation_statistics.py with SciPy and statsmodels. */
const known = JSON.parse(readFileSync(new URL('__fixtures__/statistics.json', import.meta.url), 'utf8')) as Fixture;

const expectNear = (found: number, wanted: number, relative = 1e-10) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(relative * Math.max(Math.abs(wanted), 1e-15));
const expectEnds = ({ low, high }: { low: number; high: number }, [wantedLow, wantedHigh]: Ends) => {
  expect(low).toBeCloseTo(wantedLow, 10);
  expect(high).toBeCloseTo(wantedHigh, 10);
};

describe("SciPy's and statsmodels' numbers", () => {
  it('quantiles and probabilities of the normal and Student distributions', () => {
    known.quantiles.normal.forEach(([p, wanted]) => expectNear(normalQuantile(p), wanted));
    known.quantiles.student.forEach(([p, degrees, wanted]) => expectNear(studentQuantile(p, degrees), wanted));
    known.quantiles.studentProbability.forEach(([t, degrees, wanted]) =>
      expectNear(studentProbability(t, degrees), wanted),
    );
  });

  it.each(known.wilson)('Wilson: $successes of $trials', ({ successes, trials, interval }) =>
    expectEnds(wilsonInterval(successes, trials), interval),
  );

  it.each(known.student)('t interval of $values', ({ values, interval }) =>
    expectEnds(studentInterval(values)!, interval),
  );

  it.each(known.mcnemar)('McNemar, exact: $gained gained, $lost lost', ({ gained, lost, pValue }) =>
    expectNear(mcnemarExact({ gained, lost }), pValue, 1e-9),
  );

  it.each(known.proportions)('paired proportions: $gained gained, $lost lost of $pairs', (counts) => {
    const { gained, lost, pairs, interval } = counts;
    expectEnds(pairedProportionInterval(counts), interval);
    const scores = [...Array<Ends>(gained).fill([0, 1]), ...Array<Ends>(lost).fill([1, 0])];
    const all = [...scores, ...Array<Ends>(pairs - gained - lost).fill([1, 1])];
    const found = comparePaired([{ before: all.map(([score]) => [score]), after: all.map(([, score]) => [score]) }]);
    expect(found.test).toBe('mcnemar');
    // statsmodels solves for it, to eight digits.
    expectNear(found.smallestDifference!, counts.smallestDifference, 1e-6);
  });

  it.each(known.holm)('Holm over $pValues', ({ pValues, corrected }) =>
    holm(pValues).forEach((value, index) => expectNear(value!, corrected[index]!, 1e-12)),
  );

  it.each(known.paired.map((sample) => ({ ...sample, items: sample.before.length })))(
    'paired bootstrap and flipped signs of $items items, within the chance of resampling',
    ({ before, after, standardError, interval, bootstrap, signFlip }) => {
      const resampling = { seed: 1, resamples: 10_000 };
      const differences = [after.map((score, index) => score - before[index]!)];
      const means = bootstrapMeans(differences, resampling);
      const found = bootstrapInterval(means, differences[0]!.reduce((a, b) => a + b, 0) / before.length, {
        standardError: 1,
        degrees: Infinity,
      });
      expect(Math.abs(found.low - interval[0])).toBeLessThan(0.1 * standardError);
      expect(Math.abs(found.high - interval[1])).toBeLessThan(0.1 * standardError);
      // Four standard deviations of a share of 10,000 resamples.
      const chance = (share: number) => 0.0005 + 4 * Math.sqrt((2 * share) / 10_000);
      expect(Math.abs(bootstrapTest(means) - bootstrap)).toBeLessThan(chance(bootstrap));
      expect(Math.abs(signFlipTest(differences, resampling) - signFlip)).toBeLessThan(chance(signFlip));
    },
  );

  it.each(known.welch)("Welch's standard error and degrees of freedom $degrees", ({ samples, ...wanted }) => {
    const found = spreadOf(
      samples.map((values) => ({ variance: variance(values) / values.length, degrees: values.length - 1 })),
    )!;
    expect(found.degrees).toBe(Math.floor(wanted.degrees));
    expectNear(found.standardError, wanted.standardError, 1e-9);
  });
});
