import { describe, expect, it } from '@jest/globals';
import { alibiSlopes } from './alibi-slopes.js';

describe('alibiSlopes', () => {
  it('are powers of 2^(−8/n) for a power of two', () => {
    expect(alibiSlopes(8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((power) => 2 ** -power));
  });

  it('are filled up with odd powers of the next size', () => {
    // As transformers' build_alibi_tensor for 12 heads.
    const eight = [1, 2, 3, 4, 5, 6, 7, 8].map((power) => 2 ** -power);
    const odd = [1, 3, 5, 7].map((power) => 2 ** (-power / 2));
    alibiSlopes(12).forEach((slope, head) => expect(slope).toBeCloseTo([...eight, ...odd][head]!, 12));
  });

  it.each([1, 2, 3, 5, 12, 14, 32, 112])('are %d different numbers in (0, 1)', (heads) => {
    const slopes = alibiSlopes(heads);
    expect(new Set(slopes).size).toBe(heads);
    slopes.forEach((slope) => expect(slope > 0 && slope < 1).toBe(true));
  });
});
