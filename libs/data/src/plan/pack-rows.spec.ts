import { describe, expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import fc from 'fast-check';
import { packRows } from './pack-rows.js';

const capacity = 64;
const lengths = fc.array(fc.integer({ min: 1, max: capacity }), { maxLength: 200 });

describe('packRows', () => {
  it('puts every segment into exactly one row and none over the capacity', () => {
    fc.assert(
      fc.property(lengths, (segments) => {
        const rows = packRows(segments, capacity);
        expect(rows.flat().sort((a, b) => a - b)).toEqual(segments.map((_, index) => index));
        for (const row of rows) {
          expect(row.reduce((sum, segment) => sum + segments[segment]!, 0)).toBeLessThanOrEqual(capacity);
          expect(row).toEqual([...row].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('gives the same rows again', () => {
    fc.assert(
      fc.property(lengths, (segments) => expect(packRows(segments, capacity)).toEqual(packRows(segments, capacity))),
    );
  });

  it('needs few rows', () => {
    fc.assert(
      fc.property(lengths, (segments) => {
        const tokens = segments.reduce((sum, length) => sum + length, 0);
        // Two rows that are both at most half full would have been one.
        expect(packRows(segments, capacity).length).toBeLessThanOrEqual((2 * tokens) / capacity + 1);
      }),
    );
    expect(packRows([5, 3, 2, 4, 6], 10)).toEqual([
      [3, 4],
      [0, 1, 2],
    ]);
  });

  it('refuses a segment that is longer than a row', () => {
    expect(() => packRows([3, 65], 64)).toThrow(
      new StudyError('An example has 65 tokens, a row only 64 places. Raise the length of rows, or lower maxLength.'),
    );
  });
});
