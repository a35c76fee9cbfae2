import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { answers, somePrompts as prompts, tokensOf } from '../__fixtures__/answers.js';
import { counting, threeMethods, tinyModel } from '../__fixtures__/tuned-models.js';
import { continuation } from '../__fixtures__/without-cache.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describe.each([
  ['without adapters', () => []],
  ['with LoRA, prompt and prefix at once', threeMethods],
] as const)('generateTokens %s', (_title, methods) => {
  it('gives token by token what reading the whole text again gives', async () => {
    using tiny = tinyModel(methods());
    const wanted = prompts.map((prompt) => continuation(tiny, prompt, 12));
    expect(new Set(wanted.flat()).size).toBeGreaterThan(10);
    expect(await tokensOf({ ...tiny, prompts })).toEqual(wanted);
  });

  it.each([
    ['greedy', {}],
    ['sampled', { temperature: 1.3, topK: 40, topP: 0.95, repetitionPenalty: 1.2 }],
  ])('gives the same tokens alone, in any batch and in any order, %s', async (_name, sampling) => {
    using tiny = tinyModel(methods());
    const endOfText = Array.from({ length: 20 }, (_, token) => token); // answers of several lengths
    const alone = await answers({ ...tiny, prompts, sampling, endOfText, seed: 4, batchSize: 1 });
    expect(new Set(alone.map(({ tokens }) => tokens.length)).size).toBeGreaterThan(1);
    for (const batchSize of [2, 3, 8]) {
      expect(await answers({ ...tiny, prompts, sampling, endOfText, seed: 4, batchSize })).toEqual(alone);
    }
    const ids = [4, 2, 0, 3, 1];
    const shuffled = await answers({
      ...tiny,
      prompts: ids.map((id) => prompts[id]!),
      ids,
      sampling,
      endOfText,
      seed: 4,
    });
    expect(shuffled.map(({ tokens }) => tokens)).toEqual(ids.map((id) => alone[id]!.tokens));
  });
});

describe('generateTokens', () => {
  it('reads each token once', async () => {
    using tiny = tinyModel(threeMethods());
    const counted = counting(tiny);
    await tokensOf({ ...counted, prompts });
    expect(counted.read()).toBe(prompts.flat().length + prompts.length * (12 - 1));
  });

  it('reads no more of an answer that has ended', async () => {
    using tiny = tinyModel();
    const whole = await tokensOf({ ...tiny, prompts });
    const endOfText = [whole[0]![3]!];
    const counted = counting(tiny);
    const found = await answers({ ...counted, prompts, endOfText });
    const wanted = whole.map((tokens, index) => {
      const end = tokens.indexOf(endOfText[0]!);
      return end < 0
        ? { index, tokens, finished: 'length' }
        : { index, tokens: tokens.slice(0, end + 1), finished: 'end' };
    });
    expect(found).toEqual(wanted);
    const readAgain = found.reduce((sum, { tokens }) => sum + tokens.length - 1, 0);
    expect(counted.read()).toBe(prompts.flat().length + readAgain);
  });

  it('draws by the seed', async () => {
    using tiny = tinyModel();
    const [one, again, other] = [await sampled(1), await sampled(1), await sampled(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    function sampled(seed: number) {
      return tokensOf({ ...tiny, prompts, seed, sampling: { temperature: 1 } });
    }
  });

  it('draws a repeated prompt again where it has another id', async () => {
    using tiny = tinyModel();
    const found = await tokensOf({
      ...tiny,
      prompts: [[5], [5], [5]],
      ids: ['a', 'b', 'a'],
      sampling: { temperature: 1.5 },
    });
    expect(found[2]).toEqual(found[0]);
    expect(found[1]).not.toEqual(found[0]);
  });

  it('never repeats a token under a huge penalty', async () => {
    using tiny = tinyModel();
    const [tokens] = await tokensOf({
      ...tiny,
      prompts: [[5, 6]],
      maxNewTokens: 30,
      sampling: { repetitionPenalty: 1e6 },
    });
    expect(new Set([5, 6, ...tokens!]).size).toBe(32);
  });
});
