import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { scope, tensor2d } from '@weitiao/tensor';
import fc from 'fast-check';
import { prefixPlaces, visibility } from './visibility.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const row = (values: readonly number[]) => tensor2d([[...values]], undefined, 'int32');
const place = fc.record({ position: fc.nat(5), segment: fc.integer({ min: -1, max: 2 }) });

describe('the law of attention', () => {
  it('shows a key if its segment is shared, or the query has the same segment and is not before it', () => {
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.array(place, { minLength: 1, maxLength: 6 }),
        (queries, keys) => {
          scope(() => {
            const asPlaces = (places: typeof queries) => ({
              positions: row(places.map(({ position }) => position)),
              segments: row(places.map(({ segment }) => segment)),
            });
            const { mask, distance } = visibility(asPlaces(queries), asPlaces(keys));
            const wanted = queries.flatMap((query) =>
              keys.map(
                (key) => key.segment === -1 || (key.segment === query.segment && key.position <= query.position),
              ),
            );
            expect([...mask.dataSync()].map((value) => value === 0)).toEqual(wanted);
            expect([...mask.dataSync()].every((value) => value === 0 || value <= -1e9)).toBe(true);
            const distances = queries.flatMap((query) => keys.map((key) => key.position - query.position));
            expect([...distance.dataSync()]).toEqual(distances);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('shows what is within reach, where a query reaches beyond itself', () => {
    scope(() => {
      const places = { positions: row([0, 1, 2, 3]), segments: row([1, 1, 1, 1]) };
      const { mask, distance } = visibility(places, places, row([1, 1, 2, 3]));
      const visible = [...mask.dataSync()].map((value) => Number(value === 0));
      expect(visible).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]);
      expect([...distance.dataSync()].slice(0, 4)).toEqual([0, 1, 2, 3]);
    });
  });

  it('shows a prefix to all, at positions before them', () => {
    scope(() => {
      const { positions, segments } = prefixPlaces(2, 3);
      expect(positions.arraySync()).toEqual([
        [0, 1, 2],
        [0, 1, 2],
      ]);
      expect(segments.arraySync()).toEqual([
        [-1, -1, -1],
        [-1, -1, -1],
      ]);
    });
  });
});
