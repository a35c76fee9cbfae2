import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesByLength } from './batches-by-length.js';

describe('batchesByLength', () => {
  it('puts every row into one batch, within the limits, without mixing lengths', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 50 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 300 }), (rows, most, tokens) => {
        const batches = batchesByLength(rows, { rows: most, tokens });
        expect(batches.flat().sort((a, b) => a - b)).toEqual([...rows.keys()]);
        const ordered = batches.flat().map((index) => rows[index]!);
        expect(ordered).toEqual([...ordered].sort((a, b) => b - a));
        for (const batch of batches) {
          const longest = Math.max(...batch.map((index) => rows[index]!));
          expect(batch.length).toBeLessThanOrEqual(most);
          expect(batch.length === 1 || batch.length * longest <= tokens).toBe(true);
        }
      }),
    );
  });
});
