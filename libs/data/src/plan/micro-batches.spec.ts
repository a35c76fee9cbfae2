import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { microBatches, type MicroBatchSpec } from './micro-batches.js';

const lengths = [5, 9, 2, 7, 7, 3, 1, 10];
const length = (example: number) => lengths[example]!;
const all = lengths.map((_, index) => index);
const spec = (rest: Partial<MicroBatchSpec>): MicroBatchSpec => ({ rows: 'padded', length, capacity: 10, ...rest });

describe('microBatches', () => {
  it('keeps every example once and every limit, padded and packed', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom('padded' as const, 'packed' as const),
        limit,
        limit,
        (rows, maxExamples, maxTokens) => {
          const batches = microBatches(all, spec({ rows, maxExamples, maxTokens }));
          expect(batches.flat(2).sort((a, b) => a - b)).toEqual(all);
          for (const batch of batches) {
            const widths = batch.map((row) => row.reduce((sum, example) => sum + length(example), 0));
            expect(Math.max(...widths)).toBeLessThanOrEqual(10);
            expect(batch.flat().length).toBeLessThanOrEqual(maxExamples ?? Infinity);
            if (batch.length > 1) expect(batch.length * Math.max(...widths)).toBeLessThanOrEqual(maxTokens ?? Infinity);
          }
        },
      ),
    );
  });

  it('puts rows of like length together', () => {
    expect(microBatches(all, spec({ maxExamples: 4 }))).toEqual([
      [[7], [1], [3], [4]],
      [[0], [5], [2], [6]],
    ]);
  });

  it('fills packed rows and makes one batch where there is no limit', () => {
    expect(microBatches(all, spec({ rows: 'packed' }))).toEqual([[[2, 3, 6], [4, 5], [7], [1], [0]]]);
  });

  it('lets a row stand alone that has more places than a batch may', () => {
    expect(microBatches([7, 6, 2], spec({ maxTokens: 4 }))).toEqual([[[7]], [[2], [6]]]);
  });

  it('makes nothing of nothing', () => {
    expect(microBatches([], spec({}))).toEqual([]);
  });
});
