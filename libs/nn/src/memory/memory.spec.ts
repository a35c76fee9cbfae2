import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { kaimingUniform, normal, parameter } from '@weitiao/core';
import { fill, scope, tensorsAlive, tensor, zeros } from '@weitiao/tensor';
import { KeyValueCache } from './key-value-cache.js';
import { ParameterStore } from './parameter-store.js';
import { Weights } from './weights.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('ParameterStore', () => {
  const [down, up] = [parameter('down', [4, 9], kaimingUniform), parameter('up', [50, 40], normal(0.5))];

  it('starts from numbers that depend on seed and name alone', () => {
    const values = (seed: number, parameters = [down, up]) => {
      using store = ParameterStore.start(parameters, new Weights(new Map()), seed);
      return parameters.map((own) => [...store.get(own).dataSync()]);
    };
    expect(values(1)).toEqual(values(1));
    expect(values(1, [up, down])).toEqual(values(1).toReversed());
    expect(values(2)[0]).not.toEqual(values(1)[0]);
    const [uniform, gaussian] = values(1) as [number[], number[]];
    expect(Math.max(...uniform.map(Math.abs))).toBeLessThanOrEqual(1 / 3);
    const deviation = Math.sqrt(gaussian.reduce((sum, value) => sum + value ** 2, 0) / gaussian.length);
    expect(deviation).toBeCloseTo(0.5, 1);
  });

  it('owns its values: the old one is freed, all with the store', () => {
    const before = tensorsAlive().count;
    {
      using store = ParameterStore.start([down], new Weights(new Map()), 1);
      scope(() => store.set(down, fill([4, 9], 2)));
      expect(store.get(down).dataSync()[0]).toBe(2);
      expect(tensorsAlive().count).toBe(before + 1);
    }
    expect(tensorsAlive().count).toBe(before);
  });

  it('refuses a value of another shape', () => {
    using store = ParameterStore.start([down], new Weights(new Map()), 1);
    expect(() => scope(() => store.set(down, zeros([4, 8])))).toThrow('"down" has the shape [4, 9], the value [4, 8].');
  });
});

describe('KeyValueCache', () => {
  const places = (...positions: number[]) => ({
    positions: tensor([positions, positions], [2, positions.length], 'int32'),
    segments: fill([2, positions.length], 1, 'int32'),
  });
  const block = (value: number, keys: number) => ({
    key: fill([2, 1, keys, 3], value),
    value: fill([2, 1, keys, 3], -value),
  });

  it('joins what came before with what is new, and frees everything', () => {
    const before = tensorsAlive().count;
    {
      using cache = new KeyValueCache();
      expect(cache.isEmpty).toBe(true);
      scope(() => void cache.extend(places(0, 1)));
      scope(() => void cache.append(0, block(5, 2)));
      scope(() => {
        expect(cache.extend(places(2)).positions.arraySync()).toEqual([
          [0, 1, 2],
          [0, 1, 2],
        ]);
        expect(cache.append(0, block(7, 1)).key.shape).toEqual([2, 1, 3, 3]);
      });
      using chosen = cache.select([1, 1, 0]);
      scope(() =>
        expect(chosen.append(0, { key: fill([3, 1, 1, 3], 1), value: fill([3, 1, 1, 3], 1) }).key.shape).toEqual([
          3, 1, 4, 3,
        ]),
      );
    }
    expect(tensorsAlive().count).toBe(before);
  });
});
