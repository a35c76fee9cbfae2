import { beforeAll, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tokensOf } from '../__fixtures__/answers.js';
import { describeShared, golden, realModel } from '../__fixtures__/shared-folder.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describeShared('generateTokens on the real checkpoint', () => {
  it.each([1, 8])('continues as transformers does, batch %i', async (batchSize) => {
    const cases = golden<{ ids: number[]; continuation: number[] }[]>('greedy.json');
    const real = realModel();
    using _owner = real.weights;
    const found = await tokensOf({
      ...real,
      prompts: cases.map(({ ids }) => ids),
      maxNewTokens: 24,
      endOfText: [2],
      batchSize,
    });
    expect(found).toEqual(cases.map((one) => one.continuation));
  });
});
