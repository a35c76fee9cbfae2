import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tensorsAlive } from '@weitiao/tensor';
import { collect } from '../__fixtures__/collect.js';
import { describeShared, golden, goldenLogits, realModel } from '../__fixtures__/shared-folder.js';
import { counting, threeMethods, tinyBloom, tinyModel } from '../__fixtures__/tuned-models.js';
import { completionScores } from '../__fixtures__/without-cache.js';
import { Reader } from '../reading/reader.js';
import { logProbabilities } from './log-probabilities.js';
import { scoreTokens } from './score-tokens.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const sequences = [
  { tokens: [5, 9, 33, 1], from: 3 },
  { tokens: [71, 2], from: 1 },
  { tokens: [8, 8, 8, 40, 2, 6, 90, 11, 12, 13], from: 1 },
  { tokens: [12, 64, 3, 4, 5], from: 2 },
];

describe.each([
  ['without adapters', () => []],
  ['with LoRA, prompt and prefix at once', threeMethods],
] as const)('scoreTokens %s', (_title, methods) => {
  it.each([1, 10, 2048])(
    'gives in order what each text gives when read alone, %i tokens at once',
    async (batchTokens) => {
      using tiny = tinyModel(methods());
      const found = await collect(scoreTokens({ ...tiny, sequences, batchTokens }));
      const wanted = sequences.map(({ tokens, from }) =>
        completionScores(tiny, tokens.slice(0, from), tokens.slice(from)),
      );
      expect(found.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
      found.flat().forEach((value, index) => expect(value).toBeCloseTo(wanted.flat()[index]!, 4));
    },
  );
});

describe('scoreTokens', () => {
  it('does not read the last token, and frees all memory', async () => {
    using tiny = tinyModel(threeMethods());
    const before = tensorsAlive().count;
    const counted = counting(tiny);
    await collect(scoreTokens({ ...counted, sequences }));
    expect(counted.read()).toBe(sequences.reduce((sum, { tokens }) => sum + tokens.length - 1, 0));
    for await (const _ of scoreTokens({ ...tiny, sequences, batchTokens: 1 })) break;
    expect(tensorsAlive().count).toBe(before);
  });

  it('stops when it is told to', async () => {
    using tiny = tinyModel();
    const signal = AbortSignal.abort(new Error('stopped by the user'));
    await expect(collect(scoreTokens({ ...tiny, sequences, signal }))).rejects.toThrow('stopped by the user');
  });

  it.each([
    [{ tokens: [1, 2, 3], from: 0 }, 'sequence 1: "from" is 0, and a whole number from 1 to 2 is wanted'],
    [{ tokens: [1, 2, 3], from: 3 }, 'sequence 1: "from" is 3, and a whole number from 1 to 2 is wanted'],
    [
      { tokens: [1], from: 1 },
      'sequence 1: it has one token, and at least two are wanted: the first has none before it.',
    ],
    [{ tokens: new Array<number>(42).fill(1), from: 1 }, 'sequence 1: 41 tokens of it are to be read'],
    [{ tokens: [1, 2.5], from: 1 }, 'sequence 1: token 1 is 2.5, and the model knows 0 to 96.'],
  ])('refuses %j', async (sequence, message) => {
    using tiny = tinyModel([], { ...tinyBloom(), longestText: 40 });
    await expect(collect(scoreTokens({ ...tiny, sequences: [sequences[0]!, sequence] }))).rejects.toThrow(message);
  });
});

describe('logProbabilities', () => {
  it('never holds the logits of more places than it may', () => {
    using tiny = tinyModel();
    using reader = new Reader(tiny);
    const sizes: number[] = [];
    const tokens = Array.from({ length: 50 }, (_, index) => index);
    const found = reader.read([tokens], (reading) => {
      const logits = (places: readonly number[]) => {
        sizes.push(places.length);
        return reading.logits(places);
      };
      const wanted = tokens.map((token, index) => ({ place: reading.at(0, index), tokens: [token] }));
      return [97 * 7, undefined].map((most) => logProbabilities({ ...reading, logits }, wanted, 97, most));
    });
    expect(sizes).toEqual([7, 7, 7, 7, 7, 7, 7, 1, 50]);
    found[0]!.flat().forEach((value, index) => expect(value).toBeCloseTo(found[1]!.flat()[index]!, 4));
  });
});

describeShared('scoreTokens on the real checkpoint', () => {
  it("gives the log-probabilities of transformers' logits", async () => {
    const texts = golden<{ ids: number[] }[]>('greedy.json').map(({ ids }) => ({ tokens: ids, from: 1 }));
    const real = realModel();
    using _owner = real.weights;
    const found = await collect(scoreTokens({ ...real, sequences: texts }));
    goldenLogits(texts.length).forEach((logits, index) => {
      const rows = logits.arraySync() as number[][];
      logits.dispose();
      const wanted = texts[index]!.tokens.slice(1).map((token, place) => {
        const total = rows[place]!.reduce((sum, logit) => sum + Math.exp(logit), 0);
        return rows[place]![token]! - Math.log(total);
      });
      found[index]!.forEach((score, place) => expect(Math.abs(score - wanted[place]!)).toBeLessThan(2e-5));
      expect(found[index]).toHaveLength(wanted.length);
    });
  });
});
