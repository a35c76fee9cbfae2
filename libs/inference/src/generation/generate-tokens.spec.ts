import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { mul, tensorsAlive } from '@weitiao/tensor';
import { collect } from '../__fixtures__/collect.js';
import { describeShared, golden, realModel } from '../__fixtures__/shared-folder.js';
import { counting, threeMethods, tinyModel } from '../__fixtures__/tuned-models.js';
import { continuation } from '../__fixtures__/without-cache.js';
import { generateTokens, type GenerationSpec } from './generate-tokens.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const prompts = [[5, 9, 33], [71], [8, 8, 8, 40, 2, 6, 90], [12, 64], [1, 2, 3, 4, 5]];

async function answers(spec: Omit<GenerationSpec, 'maxNewTokens'> & { maxNewTokens?: number }) {
  const found = await collect(generateTokens({ maxNewTokens: 12, ...spec }));
  return found.sort((a, b) => a.index - b.index);
}
const tokensOf = async (spec: Parameters<typeof answers>[0]) => (await answers(spec)).map(({ tokens }) => tokens);

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
    const shuffled = await answers({ ...tiny, prompts: ids.map((id) => prompts[id]!), ids, sampling, endOfText, seed: 4 });
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
      return end < 0 ? { index, tokens, finished: 'length' } : { index, tokens: tokens.slice(0, end + 1), finished: 'end' };
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
    const found = await tokensOf({ ...tiny, prompts: [[5], [5], [5]], ids: ['a', 'b', 'a'], sampling: { temperature: 1.5 } });
    expect(found[2]).toEqual(found[0]);
    expect(found[1]).not.toEqual(found[0]);
  });

  it('never repeats a token under a huge penalty', async () => {
    using tiny = tinyModel();
    const [tokens] = await tokensOf({ ...tiny, prompts: [[5, 6]], maxNewTokens: 30, sampling: { repetitionPenalty: 1e6 } });
    expect(new Set([5, 6, ...tokens!]).size).toBe(32);
  });

  it('gives out an answer as soon as it is finished', async () => {
    using tiny = tinyModel();
    const [first] = await tokensOf({ ...tiny, prompts: prompts.slice(0, 1) });
    const counted = counting(tiny);
    for await (const { tokens } of generateTokens({ ...counted, prompts, maxNewTokens: 1000, endOfText: [first![1]!] })) {
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
    const broken = { ...tiny.model, logits: (...[rows, pass]: Parameters<typeof tiny.model.logits>) => tiny.model.logits(mul(rows, NaN), pass) };
    await expect(answers({ ...tiny, model: broken, prompts })).rejects.toThrow("The model's logits hold NaN");
  });
});

describeShared('generateTokens on the real checkpoint', () => {
  it.each([1, 8])('continues as transformers does, batch %i', async (batchSize) => {
    const cases = golden<{ ids: number[]; continuation: number[] }[]>('greedy.json');
    const real = realModel();
    using _owner = real.weights;
    const found = await tokensOf({ ...real, prompts: cases.map(({ ids }) => ids), maxNewTokens: 24, endOfText: [2], batchSize });
    expect(found).toEqual(cases.map((one) => one.continuation));
  });
});
