import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { collect } from '../__fixtures__/collect.js';
import { tokensOf } from '../__fixtures__/answers.js';
import { counting, threeMethods, tinyChatglm, tinyModel } from '../__fixtures__/tuned-models.js';
import { completionScores, continuation } from '../__fixtures__/without-cache.js';
import { scoreCompletions } from '../scoring/score-completions.js';
import { scoreTokens } from '../scoring/score-tokens.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

/** Seven prompts that begin with the same 20 tokens, which are nothing without what follows them; and two of other lengths. */
const header = Array.from({ length: 20 }, (_, index) => (7 * index) % 90);
const prompts = [
  ...[[1], [2, 3], [4, 5, 6], [7], [8, 9], [1, 1], [89]].map((own) => [...header, ...own, 95, 96]),
  [5, 94, 33, 96],
  [95, 96, 12],
];

describe.each([
  ['without adapters', () => []],
  ['with LoRA, prompt and prefix at once', threeMethods],
] as const)('a text whose beginning is read in both directions, %s', (_title, methods) => {
  it('is continued as reading it again for every token continues it', async () => {
    using tiny = tinyModel(methods(), tinyChatglm());
    const wanted = prompts.map((prompt) => continuation(tiny, prompt, 8));
    expect(new Set(wanted.flat()).size).toBeGreaterThan(10);
    expect(await tokensOf({ ...tiny, prompts, maxNewTokens: 8 })).toEqual(wanted);
  });

  it('is scored as when it is read alone, and its context in one piece', async () => {
    using tiny = tinyModel(methods(), tinyChatglm());
    const questions = prompts.map((prompt) => ({ prompt, completions: [[10], [11, 12, 13]] }));
    const counted = counting(tiny);
    const found = await collect(scoreCompletions({ ...counted, questions }));
    expect(counted.read()).toBe(prompts.flat().length + 2 * prompts.length);
    const whole = questions.map(({ prompt }) => ({ tokens: [...prompt, 11, 12, 13], from: prompt.length }));
    const alone = await collect(scoreTokens({ ...tiny, sequences: whole }));
    questions.forEach(({ prompt, completions }, index) => {
      completions.forEach((completion, order) => {
        const wanted = completionScores(tiny, prompt, completion);
        found[index]![order]!.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 4));
        if (order === 1) alone[index]!.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 4));
      });
    });
  });
});
