import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { linears } from '@weitiao/core';
import { randomWeights, tinyFusedModel, withPass } from '@weitiao/conformance';
import { scope, tensor, tensor2d, type Tensor } from '@weitiao/tensor';
import { repeatedColumns, shardedUpdate, sumOfShards } from './shards.js';

beforeAll(() => tensorflow({ threads: 2 }).start());
const numbers = (compute: () => Tensor) => scope(() => [...compute().dataSync()]);

describe('shards of an input', () => {
  it('are added up, the last one filled up with zeros', () => {
    expect(numbers(() => sumOfShards(tensor2d([[1, 2, 3, 4, 5]]), 2))).toEqual([1 + 3 + 5, 2 + 4]);
    expect(numbers(() => sumOfShards(tensor2d([[1, 2, 3, 4]]), 2))).toEqual([4, 6]);
  });
});

describe('a few columns', () => {
  it('are repeated one after another', () => {
    expect(numbers(() => repeatedColumns(tensor2d([[1, 2]]), 6))).toEqual([1, 2, 1, 2, 1, 2]);
  });
});

describe('what bat adds to a weight', () => {
  it('is W D + D in every block, D being that of the outputs', () => {
    const model = tinyFusedModel();
    using weights = randomWeights(model);
    const [site] = linears(model, ['layers.0.mlp.up']); // [24, 12]
    const rank = 4;
    const shared = Float32Array.from({ length: 6 * rank * rank }, (_, index) => Math.sin(index));
    const stored = weights.get(site!.weight).dataSync();
    const found = withPass(
      { model, weights, adapters: [] },
      [[{ id: 1, tokens: [1], labels: [1] }]],
      undefined,
      (pass) => [...shardedUpdate(pass, site!, tensor(shared, [6, rank, rank])).dataSync()],
    );
    const d = (block: number, row: number, column: number) => shared[(block * rank + row) * rank + column]!;
    for (let row = 0; row < 24; row++) {
      for (let column = 0; column < 12; column++) {
        const [block, first, place] = [Math.floor(row / rank), column - (column % rank), column % rank];
        const product = [0, 1, 2, 3].reduce(
          (sum, inner) => sum + stored[row * 12 + first + inner]! * d(block, inner, place),
          0,
        );
        expect(found[row * 12 + column]).toBeCloseTo(product + d(block, row % rank, place), 4);
      }
    }
  });
});
