import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tensorsAlive } from '@weitiao/tensor';
import { collect } from '../__fixtures__/collect.js';
import { counting, threeMethods, tinyBloom, tinyModel } from '../__fixtures__/tuned-models.js';
import { completionScores } from '../__fixtures__/without-cache.js';
import type { Question } from './question.js';
import { scoreCompletions } from './score-completions.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const questions: Question[] = [
  { prompt: [5, 9, 33], completions: [[1], [2], [3, 4], [5, 6, 7, 8]] },
  { prompt: [71], completions: [[60, 61, 62]] },
  { prompt: [8, 8, 8, 40, 2, 6, 90], completions: [[4], [3]] },
  { prompt: [12, 64], completions: [[9, 9], [9, 8, 7], [9]] },
];
/** Seven prompts that begin with the same 20 tokens. */
const header = Array.from({ length: 20 }, (_, index) => (7 * index) % 97);
const withHeader: Question[] = [[1], [2, 3], [4, 5, 6], [7], [8, 9], [1, 1], [96]].map((own) => ({
  prompt: [...header, ...own],
  completions: [[10], [11, 12]],
}));
const mixed = [withHeader[0]!, ...questions, ...withHeader.slice(1)];

/** Within float32's rounding of sums in another order. */
function expectClose(found: readonly (readonly (readonly number[])[])[], wanted: number[][][]) {
  expect(found.map((one) => one.map(({ length }) => length))).toEqual(
    wanted.map((one) => one.map(({ length }) => length)),
  );
  found.flat(2).forEach((value, index) => expect(value).toBeCloseTo(wanted.flat(2)[index]!, 4));
}

describe.each([
  ['without adapters', () => []],
  ['with LoRA, prompt and prefix at once', threeMethods],
] as const)('scoreCompletions %s', (_title, methods) => {
  it.each([1, 12, 2048])(
    'gives in order what each text gives when read alone, %i tokens at once',
    async (batchTokens) => {
      using tiny = tinyModel(methods());
      const wanted = mixed.map(({ prompt, completions }) =>
        completions.map((one) => completionScores(tiny, prompt, one)),
      );
      expectClose(await collect(scoreCompletions({ ...tiny, questions: mixed, batchTokens })), wanted);
    },
  );
});

describe('scoreCompletions', () => {
  it('reads a prompt once, and of a completion all but the last token', async () => {
    using tiny = tinyModel(threeMethods());
    const counted = counting(tiny);
    await collect(scoreCompletions({ ...counted, questions }));
    const rests = questions.flatMap(({ completions }) => completions.map(({ length }) => length - 1));
    expect(counted.read()).toBe(questions.flatMap(({ prompt }) => prompt).length + rests.reduce((a, b) => a + b));
  });

  it('reads nothing further for completions of one token', async () => {
    using tiny = tinyModel();
    const counted = counting(tiny);
    await collect(
      scoreCompletions({ ...counted, questions: [{ prompt: [1, 2, 3], completions: [[1], [2], [3], [4]] }] }),
    );
    expect(counted.read()).toBe(3);
  });

  it('reads once what many prompts begin with', async () => {
    using tiny = tinyModel();
    const counted = counting(tiny);
    await collect(scoreCompletions({ ...counted, questions: withHeader, batchTokens: 4 }));
    const own = withHeader.reduce((sum, { prompt }) => sum + prompt.length - header.length, 0);
    expect(counted.read()).toBe(header.length + own + withHeader.length);
  });

  it('takes questions as they come, more than a window of them', async () => {
    using tiny = tinyModel();
    const many = Array.from({ length: 300 }, (_, index) => ({ prompt: [index % 97], completions: [[1]] }));
    async function* source() {
      yield* many;
    }
    const found = await collect(scoreCompletions({ ...tiny, questions: source() }));
    expect(found).toHaveLength(300);
    for (const index of [0, 96, 255, 256, 299]) {
      expect(found[index]![0]![0]).toBeCloseTo(completionScores(tiny, [index % 97], [1])[0]!, 4);
    }
  });

  it('frees all memory: at the end, when the reader stops early, is stopped, or fails', async () => {
    using tiny = tinyModel(threeMethods());
    const before = tensorsAlive().count;
    const alive = () => tensorsAlive().count - before;
    const stop = new AbortController();
    const spec = { ...tiny, questions: mixed, batchTokens: 8, signal: stop.signal };
    await collect(scoreCompletions(spec));
    expect(alive()).toBe(0);

    for await (const _ of scoreCompletions(spec)) break;
    expect(alive()).toBe(0);

    let passes = 0;
    const during = (pass: number, act: () => void) => ({
      ...tiny.model,
      forward: (...[given]: Parameters<typeof tiny.model.forward>) => {
        if (++passes === pass) act();
        return tiny.model.forward(given);
      },
    });
    const failing = during(3, () => {
      throw new Error('out of memory');
    });
    await expect(collect(scoreCompletions({ ...spec, model: failing }))).rejects.toThrow('out of memory');
    expect(alive()).toBe(0);

    passes = 0;
    const stopping = during(2, () => stop.abort(new Error('stopped by the user')));
    await expect(collect(scoreCompletions({ ...spec, model: stopping }))).rejects.toThrow('stopped by the user');
    expect(passes).toBeLessThan(5);
    expect(alive()).toBe(0);
  });

  it.each([
    [{ prompt: [], completions: [[1]] }, 'question 1, prompt: it has no tokens'],
    [{ prompt: [1], completions: [[1], []] }, 'question 1, completion 1: it has no tokens'],
    [{ prompt: [1], completions: [[-1]] }, 'question 1, completion 0: token 0 is -1, and the model knows 0 to 96.'],
    [
      { prompt: new Array<number>(40).fill(1), completions: [[1], [1, 2]] },
      'question 1, completion 1 with its prompt: 41 tokens of it are to be read',
    ],
    [{ prompt: [1], completions: [] }, 'question 1: it has no completions, and at least one is wanted.'],
  ])('refuses %j', async (question, message) => {
    using tiny = tinyModel([], { ...tinyBloom(), longestText: 40 });
    await expect(collect(scoreCompletions({ ...tiny, questions: [questions[0]!, question] }))).rejects.toThrow(message);
  });
});
