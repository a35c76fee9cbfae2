import { describe, expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import fc from 'fast-check';
import type { ExampleLengths } from '../examples/index.js';
import { planSteps, type PlanStepsSpec } from './plan-steps.js';

const made = (count: number): ExampleLengths => ({
  count,
  length: (index) => 5 + (index % 7),
  trained: (index) => 1 + (index % 3),
});
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const base = { data: made(10), seed: 1, shuffle: false } as const;

const size = fc.oneof(
  fc.record({ examplesPerStep: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ tokensPerStep: fc.integer({ min: 1, max: 60 }) }),
);
const budget = fc.oneof(
  fc.record({ epochs: fc.double({ min: 0.05, max: 4, noNaN: true }) }),
  fc.record({ steps: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ tokens: fc.integer({ min: 1, max: 200 }) }),
);
const spec = fc
  .tuple(size, budget, fc.integer({ min: 1, max: 25 }), fc.integer(), fc.boolean())
  .map(([sizes, budgets, count, seed, shuffle]): PlanStepsSpec => ({
    ...sizes,
    budget: budgets,
    data: made(count),
    seed,
    shuffle,
  }));

describe('planSteps', () => {
  it('can be asked for any step first, and gives what reading from the start gives', () => {
    fc.assert(
      fc.property(spec, fc.nat(), (given, place) => {
        const steps = [...planSteps(given)];
        const step = place % steps.length;
        expect(planSteps(given).steps).toBe(steps.length);
        expect(planSteps(given).at(step)).toEqual(steps[step]);
        expect([...planSteps(given).from(step)]).toEqual(steps.slice(step));
      }),
    );
  });

  it('takes every example once an epoch', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 25 }), fc.integer(), fc.boolean(), (sizes, count, seed, shuffle) => {
        const plan = planSteps({ ...sizes, data: made(count), seed, shuffle, budget: { epochs: 3 } });
        const epochs: number[][] = [[], [], []];
        [...plan].forEach((examples, step) => epochs[plan.epochOf(step)]!.push(...examples));
        for (const epoch of epochs) expect(epoch.sort((a, b) => a - b)).toEqual(range(count));
      }),
    );
  });

  it('keeps within the tokens of a step, and fills it', () => {
    const data = made(25);
    const plan = planSteps({ data, seed: 3, shuffle: true, tokensPerStep: 30, budget: { epochs: 2 } });
    const tokens = (examples: readonly number[]) => examples.reduce((sum, example) => sum + data.length(example), 0);
    [...plan].forEach((examples, step) => {
      expect(tokens(examples)).toBeLessThanOrEqual(30);
      const next =
        step + 1 < plan.steps && plan.epochOf(step + 1) === plan.epochOf(step) ? plan.at(step + 1)[0] : undefined;
      if (next !== undefined) expect(tokens([...examples, next])).toBeGreaterThan(30);
    });
  });

  it('gives the last step of an epoch what is left', () => {
    expect([...planSteps({ ...base, examplesPerStep: 4, budget: { epochs: 2 } })]).toEqual([
      [0, 1, 2, 3], [4, 5, 6, 7], [8, 9],
      [0, 1, 2, 3], [4, 5, 6, 7], [8, 9],
    ]); // prettier-ignore
  });

  it('trains parts of an epoch, rounded up to a step', () => {
    const steps = (epochs: number) =>
      planSteps({ ...base, data: made(30), examplesPerStep: 1, budget: { epochs } }).steps;
    expect([steps(0.1), steps(0.11), steps(1.5), steps(2.1)]).toEqual([3, 4, 45, 63]);
  });

  it('ends a budget of tokens with the step that reaches it', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 300 }), (sizes, count, tokens) => {
        const data = made(count);
        const plan = planSteps({ ...sizes, data, seed: 1, shuffle: true, budget: { tokens } });
        const trained = [...plan].map((examples) => examples.reduce((sum, example) => sum + data.trained(example), 0));
        const total = trained.reduce((sum, value) => sum + value, 0);
        expect(total).toBeGreaterThanOrEqual(tokens);
        expect(total - trained.at(-1)!).toBeLessThan(tokens);
      }),
    );
  });

  it('shuffles by seed and epoch', () => {
    const plan = (seed: number) =>
      planSteps({ data: made(50), seed, shuffle: true, examplesPerStep: 50, budget: { epochs: 2 } });
    expect(plan(1).at(0)).not.toEqual(range(50));
    expect(plan(1).at(0)).not.toEqual(plan(1).at(1));
    expect(plan(1).at(0)).not.toEqual(plan(2).at(0));
  });

  it('refuses what is not positive, and steps that are not there', () => {
    const plan = (rest: object) => () =>
      planSteps({ ...base, examplesPerStep: 4, budget: { steps: 3 }, ...rest } as PlanStepsSpec);
    expect(plan({ examplesPerStep: 0 })).toThrow(
      new StudyError('examplesPerStep is 0; a whole number above 0 was wanted.'),
    );
    expect(plan({ budget: { steps: 1.5 } })).toThrow('steps is 1.5; a whole number above 0 was wanted.');
    expect(plan({ budget: { epochs: 0 } })).toThrow('epochs is 0; a number above 0 was wanted.');
    expect(plan({ budget: { epochs: Infinity } })).toThrow(StudyError);
    expect(plan({ data: made(0) })).toThrow(/no examples/);
    expect(() => plan({})().at(3)).toThrow('There is no step 3; there are 3.');
  });
});
