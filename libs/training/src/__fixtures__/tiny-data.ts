import type { Segment } from '@weitiao/core';
import { philoxDoubles, randomKey } from '@weitiao/tensor';

/** Segments of unequal length; the first tokens of each are a prompt, which is not trained. */
export function tinySegments(count: number, from = 0): Segment[] {
  return Array.from({ length: count }, (_, index) => {
    const id = from + index;
    const draws = philoxDoubles(16, randomKey(3, id));
    const length = 4 + Math.floor(draws[0]! * 9);
    const tokens = [...draws.subarray(1, 1 + length)].map((draw) => Math.floor(draw * 17));
    const prompt = 1 + Math.floor(draws[15]! * 3);
    return { id, tokens, labels: tokens.map((token, place) => (place < prompt ? -100 : token)) };
  });
}
