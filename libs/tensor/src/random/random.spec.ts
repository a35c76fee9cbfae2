import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { scope } from '../scope.js';
import { kernels } from '../engine/kernels.js';
import fc from 'fast-check';
import { philoxDoubles, philoxNormal, philoxUniform, randomKey, shuffled, type RandomKey } from './index.js';

const int32 = () => fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe('philox', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it('gives the numbers of StatelessRandomUniform, bit for bit', () => {
    fc.assert(
      fc.property(fc.tuple(int32(), int32()), fc.integer({ min: 1, max: 70 }), (key, size) => {
        const native = scope(() => kernels().uniform([size], key).dataSync() as never) as Float32Array;
        expect([...philoxUniform(size, key)]).toEqual([...native]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('gives the known numbers of a key', () => {
    const known = [0.5050629377365112, 0.8586729764938354, 0.45183122158050537];
    expect([...philoxUniform(3, [-5, 0x7fffffff])]).toEqual(known);
  });

  it('does not depend on how many numbers are asked for', () => {
    expect([...philoxUniform(5, [1, 2])]).toEqual([...philoxUniform(100, [1, 2]).subarray(0, 5)]);
  });

  it('is uniform: chi-square over 256 cells', () => {
    const draws = philoxDoubles(256_000, randomKey('chi-square'));
    const cells = new Float64Array(256);
    draws.forEach((draw) => cells[Math.floor(draw * 256)]!++);
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeGreaterThan(190); // 255 degrees of freedom: 0.1 % and 99.9 % quantiles are 190 and 331
    expect(chiSquare).toBeLessThan(331);
  });

  it('draws normal numbers with the moments of N(0, 1)', () => {
    const size = 200_000;
    const draws = philoxNormal(size, randomKey('moments'));
    const moment = (power: number) => draws.reduce((sum, draw) => sum + draw ** power, 0) / size;
    [0, 1, 0, 3].forEach((wanted, index) => expect(Math.abs(moment(index + 1) - wanted)).toBeLessThan(0.05));
  });
});

describe('randomKey', () => {
  it('gives 100,000 nearby places different keys, and different words', () => {
    const keys = new Set<string>();
    const words = [new Set<number>(), new Set<number>()];
    for (let step = 0; step < 100; step++) {
      for (let segment = 0; segment < 100; segment++) {
        for (let place = 0; place < 10; place++) {
          const key = randomKey(7, 'dropout', step, segment, `layer.${place}`);
          keys.add(key.join());
          key.forEach((word, index) => words[index]!.add(word));
        }
      }
    }
    expect(keys.size).toBe(100_000);
    // Of 10⁵ random words of 32 bits, about one pair is equal.
    words.forEach((seen) => expect(seen.size).toBeGreaterThan(99_980));
  });

  it('spreads the keys of consecutive numbers evenly: chi-square of every byte', () => {
    const keys = Array.from({ length: 25_600 }, (_, step) => randomKey(0, step));
    for (let byte = 0; byte < 8; byte++) {
      const cells = new Float64Array(256);
      keys.forEach((key) => cells[(key[byte >> 2]! >>> (8 * (byte & 3))) & 255]!++);
      const chiSquare = cells.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
      expect(chiSquare).toBeLessThan(360);
      expect(chiSquare).toBeGreaterThan(170);
    }
  });

  it('gives streams that do not resemble each other', () => {
    const streams = Array.from({ length: 50 }, (_, step) => philoxDoubles(2000, randomKey('stream', step)));
    const correlation = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, index) => sum + (value - 0.5) * (b[index]! - 0.5), 0) / (2000 / 12);
    streams
      .slice(1)
      .forEach((stream, index) => expect(Math.abs(correlation(stream, streams[index]!))).toBeLessThan(0.1));
  });

  it('depends on every part and on nothing else', () => {
    const part = () => fc.oneof(fc.integer(), fc.string());
    fc.assert(
      fc.property(fc.array(part(), { minLength: 1, maxLength: 4 }), fc.nat(3), part(), (parts, place, other) => {
        expect(randomKey(...parts)).toEqual(randomKey(...parts));
        const changed = parts.with(place % parts.length, other);
        fc.pre(changed.join('\u0000') !== parts.join('\u0000'));
        expect(randomKey(...changed)).not.toEqual(randomKey(...parts));
      }),
      { seed: 1 },
    );
  });
});

describe('shuffled', () => {
  const anyKey: fc.Arbitrary<RandomKey> = fc.tuple(int32(), int32());

  it('is a permutation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), anyKey, (count, key) => {
        expect([...shuffled(count, key)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, index) => index),
        );
      }),
      { seed: 1 },
    );
  });

  it('puts every number in every place equally often', () => {
    const seen = new Float64Array(25);
    for (let run = 0; run < 5000; run++)
      shuffled(5, randomKey('shuffle', run)).forEach((value, place) => seen[5 * place + value]!++);
    seen.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(130)); // 4.5 standard deviations
  });
});
