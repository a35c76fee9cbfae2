import { describe, expect, it } from '@jest/globals';
import type { PairedComparison } from '@weitiao/evaluation';
import { armsOf } from '../arms/arm.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { verdictOf, type Contrast } from './contrast.js';
import { seedCaveat, sentence } from './words.js';

const comparison: PairedComparison = {
  difference: 0.028,
  interval: { low: 0.009, high: 0.047 },
  pValue: 0.004,
  test: 'mcnemar',
  pairs: 2819,
  unpaired: 0,
  smallestDifference: 0.012,
};
const arms = armsOf(syntheticStudy(1).trials);

function said(
  changes: Partial<PairedComparison>,
  corrected: number | null,
  correction: 'holm' | 'none' = 'holm',
  scope = { kind: 'items', title: 'all items' },
): string {
  const found = { ...comparison, ...changes };
  const contrast = { scope, arm: arms[1], baseline: arms[0], comparison: found, corrected };
  return sentence({ ...contrast, verdict: verdictOf(found, corrected) } as Contrast, correction).replaceAll(
    '\u00a0',
    ' ',
  );
}

describe('sentence', () => {
  it('says higher or lower where that is shown', () => {
    expect(said({}, 0.016)).toBe(
      'lora scores higher than untuned (all items): +2.8 points [+0.9, +4.7], p = .016 after correction, n = 2,819.',
    );
    expect(said({ difference: -0.028, interval: { low: -0.047, high: -0.009 } }, 0.0001)).toMatch(
      /^lora scores lower than untuned .* p < \.001 after correction/,
    );
    expect(said({}, 0.016, 'none')).toContain('p = .016 uncorrected');
  });

  it('calls a tie what the correction or the interval does not allow to be called a difference, and never equal', () => {
    const tie =
      /^lora and untuned tie \(all items\): no difference is shown; .* from about 1\.2 points on; smaller ones would mostly stay unseen\.$/;
    expect(said({}, 0.05)).toMatch(tie);
    expect(said({ interval: { low: 0, high: 0.056 } }, 0.01)).toMatch(tie);
    expect(said({ smallestDifference: null }, 0.3)).toMatch(/n = 2,819\.$/);
    for (const corrected of [0.05, 0.3, 1]) expect(said({}, corrected)).not.toMatch(/higher|lower|equal|better|worse/);
  });

  it('says that nothing can be said where nothing was tested', () => {
    const nothing = { interval: null, pValue: null, test: 'none' as const, pairs: 1 };
    expect(said(nothing, null)).toBe(
      'lora and untuned cannot be compared (all items): 1 pair of answers is too few, or nothing varied.',
    );
    expect(said({ ...nothing, pairs: 78 }, null, 'holm', { kind: 'groups', title: 'mean of 10 groups' })).toBe(
      'lora and untuned cannot be compared (mean of 10 groups): a group has no answers of both that could be graded, or nothing varied.',
    );
  });
});

describe('seedCaveat', () => {
  it('names the arms that were trained once', () => {
    expect(seedCaveat(arms)).toMatch(/^Trained once: full\. What is said of it holds for that trained model;/);
    expect(seedCaveat(arms.slice(0, 3))).toBeUndefined();
  });
});
