import { describe, expect, it } from '@jest/globals';
import { decisionAt } from './budget.js';

/** What peft's RankAllocator gives for 24 triplets, 10 of them in the end. */
const decisions = (change: object, steps: number) => {
  const schedule = { initialSteps: 2, finalSteps: 2, interval: 1, totalSteps: 10, ...change };
  return Array.from({ length: steps }, (_, step) => decisionAt(step, schedule, 24, 10));
};

describe('decisionAt', () => {
  it('waits, comes down along the cubic, then keeps what was decided', () => {
    expect(decisions({}, 10)).toEqual([
      ...[undefined, undefined, undefined],
      ...[{ prune: 6 }, { prune: 10 }, { prune: 13 }, { prune: 14 }, { prune: 14 }, { prune: 14 }],
      'keep',
    ]);
  });

  it('prunes at every so-manyth step, and at the last of its phase in any case', () => {
    expect(decisions({ interval: 5 }, 10).map((one) => one !== undefined)).toEqual(
      [0, 0, 0, 0, 0, 1, 0, 0, 1, 1].map(Boolean),
    );
  });

  it('without a last phase never keeps', () => {
    expect(decisions({ finalSteps: 0 }, 10)).not.toContain('keep');
  });
});
