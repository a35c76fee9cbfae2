import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import fc from 'fast-check';
import { reshape, scope, tensor } from '../index.js';
import { labelChunks, pickRows, spreadRows } from './label-chunks.js';

const anyLabels = fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 40 }).map((labels) => Int32Array.from(labels));
const anySize = fc.integer({ min: 1, max: 12 });

describe('label chunks', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it('hold every labelled row once, in order, in chunks that differ little and are not too large', () => {
    fc.assert(
      fc.property(anyLabels, anySize, (labels, size) => {
        const chunks = labelChunks(labels, size);
        const rows = chunks.flatMap((chunk) => [...chunk.rows]);
        expect(rows).toEqual([...labels.keys()].filter((row) => labels[row]! >= 0));
        expect(chunks.flatMap((chunk) => [...chunk.labels])).toEqual(rows.map((row) => labels[row]));
        chunks.forEach((chunk) => expect(chunk.rows.length).toBeLessThanOrEqual(size));
        expect(chunks.length).toBe(Math.ceil(rows.length / size) - missing(rows.length, size));
      }),
      { seed: 1 },
    );
  });

  it('spread what was picked back to its rows, zeros elsewhere', () => {
    fc.assert(
      fc.property(anyLabels, anySize, (labels, size) => {
        fc.pre(labels.length > 0);
        const found = scope(() => {
          const hidden = reshape(tensor(Array.from({ length: 2 * labels.length }, (_, index) => index + 1)), [-1, 2]);
          const chunks = labelChunks(labels, size);
          return spreadRows(
            chunks.map((chunk) => pickRows(hidden, chunk)),
            chunks,
            labels.length,
            2,
          ).dataSync() as never;
        }) as Float32Array;
        expect([...found]).toEqual(
          [...labels].flatMap((label, row) => (label < 0 ? [0, 0] : [2 * row + 1, 2 * row + 2])),
        );
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

/** Chunks that equal cutting leaves empty: 5 rows in 4 chunks are 2 + 2 + 1. */
const missing = (rows: number, size: number): number => {
  const count = Math.ceil(rows / size);
  return count === 0 ? 0 : count - Math.ceil(rows / Math.ceil(rows / count));
};
