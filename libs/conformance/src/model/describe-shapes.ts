import { describe, expect, it } from '@jest/globals';
import type { ModelSource } from '@weitiao/core';

/**
 * Proves the published sizes of a family: each can be built, and has as many parameters as its makers' files hold.
 * @param counts of those sizes of which the number is known for certain
 */
export function describeShapes(source: ModelSource, counts: Readonly<Record<string, number>> = {}): void {
  describe(`published sizes of ${source.name}`, () => {
    it.each(Object.keys(source.shapes))('%s can be built', (name) => {
      expect(source.build(source.shapes[name]).weights.size).toBeGreaterThan(0);
    });

    for (const [name, count] of Object.entries(counts)) {
      it(`${name} has ${count} parameters`, () => {
        const shapes = [...source.build(source.shapes[name]).weights.values()];
        expect(shapes.reduce((sum, shape) => sum + shape.reduce((product, length) => product * length, 1), 0)).toBe(
          count,
        );
      });
    }
  });
}
