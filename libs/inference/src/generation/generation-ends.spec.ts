import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { virtualTokenCounts } from '@weitiao/nn';
import { mul, tensorsAlive } from '@weitiao/tensor';
import { answers, somePrompts as prompts, tokensOf } from '../__fixtures__/answers.js';
import { counting, threeMethods, tinyBloom, tinyModel } from '../__fixtures__/tuned-models.js';
import { generateTokens } from './generate-tokens.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('generateTokens', () => {
  it('gives out an answer as soon as it is finished', async () => {
    using tiny = tinyModel();
    const [first] = await tokensOf({ ...tiny, prompts: prompts.slice(0, 1) });
    const counted = counting(tiny);
    for await (const { tokens } of generateTokens({
      ...counted,
      prompts,
      maxNewTokens: 1000,
      endOfText: [first![1]!],
    })) {
      expect(tokens.length).toBeLessThanOrEqual(2);
      break;
    }
    expect(counted.read()).toBeLessThan(prompts.flat().length + 3 * prompts.length);
  });

  it('frees all memory: at the end, when the reader stops early, is stopped, or fails', async () => {
    using tiny = tinyModel(threeMethods());
    const before = tensorsAlive().count;
    const alive = () => tensorsAlive().count - before;
    await tokensOf({ ...tiny, prompts, endOfText: [1, 2, 3, 4, 5], sampling: { temperature: 1 }, batchSize: 2 });
    expect(alive()).toBe(0);

    for await (const _ of generateTokens({ ...tiny, prompts, maxNewTokens: 5, batchSize: 2 })) {
      break;
    }
    expect(alive()).toBe(0);

    const stop = new AbortController();
    const stopped = generateTokens({ ...tiny, prompts, maxNewTokens: 1e9, signal: stop.signal }).next();
    setTimeout(() => stop.abort(new Error('stopped by the user')), 50);
    await expect(stopped).rejects.toThrow('stopped by the user');
    expect(alive()).toBe(0);

    let passes = 0;
    const failing = {
      ...tiny.model,
      forward: (pass: Parameters<typeof tiny.model.forward>[0]) => {
        const hidden = tiny.model.forward(pass);
        if (++passes === 3) throw new Error('out of memory');
        return hidden;
      },
    };
    await expect(tokensOf({ ...tiny, model: failing, prompts })).rejects.toThrow('out of memory');
    expect(alive()).toBe(0);
  });

  it('ends an answer where the positions of the model end, virtual tokens counted', async () => {
    using tiny = tinyModel(threeMethods());
    const wanted = (await tokensOf({ ...tiny, prompts, maxNewTokens: 12 })).map((tokens, index) =>
      tokens.slice(0, 10 - prompts[index]!.length + 1),
    );
    const { prompt, prefix } = virtualTokenCounts(tiny.adapters.map(({ adapter }) => adapter));
    expect(prompt * prefix).toBeGreaterThan(0);
    const short = { ...tiny, model: { ...tiny.model, longestText: 10 + prompt + prefix } };
    expect(await answers({ ...short, prompts })).toEqual(
      wanted.map((tokens, index) => ({ index, tokens, finished: 'length' })),
    );
  });

  it('refuses a prompt that is longer than them', async () => {
    using short = tinyModel([], { ...tinyBloom(), longestText: 6 });
    await expect(answers({ ...short, prompts })).rejects.toThrow(
      'prompt 2: 7 tokens of it are to be read, and the model, with its adapters, reads at most 6. Shorten it',
    );
  });

  it('answers nothing without prompts', async () => {
    using tiny = tinyModel();
    expect(await answers({ ...tiny, prompts: [] })).toEqual([]);
  });

  it.each([
    [{ prompts: [[1], []] }, 'prompt 1: it has no tokens, and at least one is wanted.'],
    [{ prompts: [[1, 97]] }, 'prompt 0: token 1 is 97, and the model knows 0 to 96. Use the tokenizer of this model.'],
    [{ maxNewTokens: 0 }, 'maxNewTokens is 0; wanted a whole number of at least 1.'],
    [{ batchSize: 1.5 }, 'batchSize is 1.5; wanted a whole number of at least 1.'],
    [{ sampling: { topK: -1 } }, '"topK" is -1'],
    [{ ids: [1] }, 'There are 1 ids for 5 prompts'],
  ])('refuses %j', async (part, message) => {
    using tiny = tinyModel();
    await expect(answers({ ...tiny, prompts, ...part })).rejects.toThrow(message);
  });

  it('refuses to answer with a broken model', async () => {
    using tiny = tinyModel();
    const broken = {
      ...tiny.model,
      logits: (...[rows, pass]: Parameters<typeof tiny.model.logits>) => tiny.model.logits(mul(rows, NaN), pass),
    };
    await expect(answers({ ...tiny, model: broken, prompts })).rejects.toThrow("The model's logits hold NaN");
  });
});
