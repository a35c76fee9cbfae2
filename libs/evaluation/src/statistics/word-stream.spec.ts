import { describe, expect, it } from '@jest/globals';
import { WordStream } from './word-stream.js';

/** The published algorithm in whole numbers of any size. */
function* published(state: readonly number[]): Generator<number> {
  const size = 2n ** 32n;
  const rotated = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) % size;
  let [a, b, c, d] = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number((rotated((b * 5n) % size, 7n) * 9n) % size);
    const shifted = (b << 9n) % size;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11n);
  }
}

const words = (seed: number, purpose: string, ...lengths: number[]) => {
  const stream = new WordStream(seed, purpose);
  return lengths.flatMap((length) => {
    const block = new Uint32Array(length);
    stream.fill(block);
    return [...block];
  });
};

describe('random words', () => {
  it('are those of xoshiro128**', () => {
    const stream = new WordStream(1, 'test');
    const expected = published([...(stream as unknown as { state: Uint32Array }).state]);
    const block = new Uint32Array(1000);
    stream.fill(block);
    for (const word of block) expect(word).toBe(expected.next().value);
  });

  it('go on where the block before ended, and are others for another seed or purpose', () => {
    expect(words(1, 'test', 3, 5)).toEqual(words(1, 'test', 8));
    expect(words(2, 'test', 8)).not.toEqual(words(1, 'test', 8));
    expect(words(1, 'other', 8)).not.toEqual(words(1, 'test', 8));
  });
});
