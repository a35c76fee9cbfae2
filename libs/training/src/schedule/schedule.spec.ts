import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../__fixtures__/read-json.js';
import { scheduleFactor, scheduleNames, warmupSteps, type Schedule } from './schedule.js';

interface Case {
  readonly name: Schedule['name'];
  readonly warmupSteps: number;
  readonly totalSteps: number;
  readonly factors: readonly number[];
}
const cases = readJson<Case[]>('./__fixtures__/schedules.json', import.meta.url);

describe('scheduleFactor', () => {
  it.each(cases)('$name with $warmupSteps of $totalSteps steps of warm-up is as transformers has it', (fixture) => {
    const { name, totalSteps, factors } = fixture;
    const found = factors.map((_, step) => scheduleFactor({ name, warmup: fixture.warmupSteps }, step, totalSteps));
    found.forEach((factor, step) => expect(factor).toBeCloseTo(factors[step]!, 12));
  });

  it('stays within 0 and 1, and begins with 0 when there is warm-up', () => {
    const schedule = fc.record({ name: fc.constantFrom(...scheduleNames), warmup: fc.integer({ min: 0, max: 50 }) });
    fc.assert(
      fc.property(schedule, fc.integer({ min: 1, max: 200 }), fc.nat(250), (given, totalSteps, step) => {
        const factor = scheduleFactor(given, step, totalSteps);
        expect(factor >= 0 && factor <= 1).toBe(true);
        if (given.warmup > 0) expect(scheduleFactor(given, 0, totalSteps)).toBe(0);
      }),
    );
  });

  it('names the schedules that there are', () => {
    const wrong = { name: 'polynomial' } as unknown as Schedule;
    expect(() => scheduleFactor(wrong, 0, 1)).toThrow(
      'There is no schedule "polynomial". Schedules: linear, cosine, constant',
    );
  });
});

describe('warmupSteps', () => {
  it('takes a number below 1 as a share, rounded up', () => {
    expect(warmupSteps({ name: 'linear', warmup: 0.03 }, 50)).toBe(2);
    expect(warmupSteps({ name: 'linear', warmup: 5 }, 50)).toBe(5);
    expect(warmupSteps({ name: 'linear' }, 50)).toBe(0);
  });

  it.each([-1, 1.5, NaN])('refuses %p', (warmup) => {
    expect(() => warmupSteps({ name: 'linear', warmup }, 50)).toThrow(
      `The schedule's warm-up is ${warmup}. Give a whole number of steps, or a share of all steps below 1.`,
    );
  });
});
