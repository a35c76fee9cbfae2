import { describe, expect, it } from '@jest/globals';
import type { TrialOutcome } from '../../results/study-results.js';
import { armsOf } from './arm.js';
import { baselineOf } from './baseline.js';

const trial = (method: string, data: string, seed = 1, model = 'bloom'): TrialOutcome => ({
  id: `${model}-${method}-${data}-${seed}`,
  arm: { model, method, data, template: 'alpaca' },
  seed,
  status: 'done',
  evaluations: {},
});

const compared = (trials: TrialOutcome[], baseline?: string) => {
  const arms = armsOf(trials);
  const of = baselineOf(baseline === undefined ? {} : { baseline }, arms);
  return Object.fromEntries(arms.map((arm) => [arm.label, of(arm)?.label]));
};

describe('armsOf', () => {
  it('joins the seeds of an arm and names it by what differs', () => {
    const arms = armsOf([trial('lora', 'a', 1), trial('full', 'a', 1), trial('lora', 'a', 2)]);
    expect(arms.map(({ label, trials }) => [label, trials.length])).toEqual([
      ['lora', 2],
      ['full', 1],
    ]);
    expect(armsOf([trial('lora', 'a'), trial('lora', 'b')]).map(({ label }) => label)).toEqual([
      'lora · a',
      'lora · b',
    ]);
  });
});

describe('baselineOf', () => {
  it('is the arm of the method that is most alike otherwise', () => {
    const trials = [trial('lora', 'a'), trial('lora', 'b'), trial('full', 'a'), trial('full', 'b')];
    expect(compared(trials, 'lora')).toEqual({
      'lora · a': undefined,
      'lora · b': undefined,
      'full · a': 'lora · a',
      'full · b': 'lora · b',
    });
  });

  it('prefers the same model to the same data', () => {
    const trials = [trial('none', 'b', 1, 'one'), trial('none', 'a', 1, 'two'), trial('lora', 'a', 1, 'one')];
    expect(compared(trials, 'none')['lora · one · a']).toBe('none · one · b');
  });

  it('is the first method, or the first arm where all have one method', () => {
    expect(compared([trial('none', 'a'), trial('lora', 'a')])).toEqual({ none: undefined, lora: 'none' });
    expect(compared([trial('lora', 'a'), trial('lora', 'b')])).toEqual({
      'lora · a': undefined,
      'lora · b': 'lora · a',
    });
  });
});
