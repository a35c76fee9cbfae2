import { describe, expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import fc from 'fast-check';
import { ExampleSubset } from './example-subset.js';
import type { Examples } from './examples.js';
import { splitHeldOut } from './split-held-out.js';

const made = (count: number): Examples => ({
  count,
  length: (index) => index + 10,
  trained: (index) => index + 1,
  segments: (index) => [{ id: index, tokens: [index], labels: [index] }],
});
const ids = (subset: Examples) => Array.from({ length: subset.count }, (_, index) => subset.segments(index)[0]!.id);

describe('splitHeldOut', () => {
  it('gives every example to one of the two, in the order of the data', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.integer(), (count, part, seed) => {
        const size = 1 + (part % (count - 1));
        const { training, heldOut } = splitHeldOut(made(count), { count: size }, seed);
        expect(heldOut.count).toBe(size);
        expect([...ids(training), ...ids(heldOut)].sort((a, b) => a - b)).toEqual(ids(made(count)));
        for (const subset of [training, heldOut]) expect(ids(subset)).toEqual(ids(subset).sort((a, b) => a - b));
      }),
    );
  });

  it('depends on the seed and on nothing else', () => {
    const draw = (seed: number) => ids(splitHeldOut(made(100), { fraction: 0.2 }, seed).heldOut);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).toHaveLength(20);
  });

  it('refuses to hold out nothing or everything', () => {
    for (const size of [{ count: 0 }, { count: 10 }, { count: 2.5 }, { fraction: 0.001 }, { fraction: 1 }]) {
      expect(() => splitHeldOut(made(10), size, 1)).toThrow(StudyError);
    }
    expect(() => splitHeldOut(made(10), { fraction: 1 }, 1)).toThrow(/a share of 1 of 10 examples cannot be held out/);
  });
});

it('a subset speaks of its own examples', () => {
  const subset = new ExampleSubset(made(10), [7, 2]);
  expect([subset.length(0), subset.trained(1), subset.segments(0)[0]!.id]).toEqual([17, 3, 7]);
  expect(() => subset.segments(2)).toThrow('There is no example 2; there are 2.');
});
