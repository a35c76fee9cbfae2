import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { randomWeights, tinyFusedModel, withPass } from '@weitiao/conformance';
import type { Pass } from '@weitiao/core';
import { matMul, philoxNormal, randomKey, tensor, tensor2d, type Tensor } from '@weitiao/tensor';
import { rotated, rotations } from './rotation.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

function numbers(compute: (pass: Pass) => Tensor): number[] {
  const model = tinyFusedModel();
  using weights = randomWeights(model);
  return withPass({ model, weights, adapters: [] }, [[{ id: 1, tokens: [1], labels: [1] }]], undefined, (pass) => [
    ...compute(pass).dataSync(),
  ]);
}

const close = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, place) => expect(found[place]).toBeCloseTo(value, 5));
};

describe('rotations of the plane, Q = [[0, q], [−q, 0]]', () => {
  const of = (q: number, terms: number) => numbers((pass) => rotations(tensor2d([[q]]), 2, terms, pass));

  it.each([0, 0.3, -2, 40])('exact: (I − Q)(I + Q)⁻¹ for q = %p', (q) => {
    const [cosine, sine] = [(1 - q * q) / (1 + q * q), (2 * q) / (1 + q * q)];
    close(of(q, Infinity), [cosine, -sine, sine, cosine]);
  });

  it.each([
    [2, (q: number) => [1, 2 * q]],
    [3, (q: number) => [1 - 2 * q ** 2, 2 * q - q ** 3]],
    [4, (q: number) => [1 - 2 * q ** 2, 2 * q - q ** 3]],
    [5, (q: number) => [1 - 2 * q ** 2 + q ** 4, 2 * q - 2 * q ** 3]],
    [6, (q: number) => [1 - 2 * q ** 2 + 2 * q ** 4, 2 * q - 2 * q ** 3 + q ** 5]],
  ] as const)('by %p terms, as peft counts them: the last power once', (terms, entries) => {
    const [same, cross] = entries(0.4) as [number, number];
    close(of(0.4, terms), [same, cross, -cross, same]);
  });
});

describe('exact rotations of any size', () => {
  it('are orthogonal, and near the series in the other direction while small', () => {
    const angles = (scale: number) =>
      tensor(
        philoxNormal(20, randomKey('angles')).map((draw) => scale * draw),
        [2, 10],
      );
    const product = numbers((pass) => {
      const rotation = rotations(angles(1), 5, Infinity, pass);
      return matMul(rotation, rotation, false, true);
    });
    close(
      product,
      Array.from({ length: 50 }, (_, place) => Number((place % 25) % 6 === 0)),
    );
    const exact = numbers((pass) => rotations(angles(0.02), 5, Infinity, pass));
    close(
      numbers((pass) => rotations(angles(-0.02), 5, 9, pass)),
      exact,
    );
  });
});

describe('turning the blocks of an input', () => {
  const input = () => tensor2d([[1, 2, 3, 4]]);
  const quarter = [0, 1, -1, 0];

  it('takes each block by its own rotation, or all by the only one', () => {
    const both = tensor([...quarter, 1, 0, 0, 1], [2, 2, 2]);
    close(
      numbers(() => rotated(input(), both)),
      [-2, 1, 3, 4],
    );
    close(
      numbers(() => rotated(input(), tensor(quarter, [1, 2, 2]))),
      [-2, 1, -4, 3],
    );
  });
});
