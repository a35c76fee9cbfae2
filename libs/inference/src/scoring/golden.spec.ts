import { beforeAll, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadTokenizer } from '@weitiao/tokenizer';
import { collect } from '../__fixtures__/collect.js';
import { checkpointFolder, describeShared, golden, realModel } from '../__fixtures__/shared-folder.js';
import { scoreCompletions } from './score-completions.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describeShared('scoreCompletions on the real checkpoint', () => {
  it("gives transformers' log-probabilities for 120 questions of CMMLU", async () => {
    const items = golden<{ prompt: string; logprobs: number[]; prediction: string }[]>('cmmlu.json');
    const tokenizer = await loadTokenizer(checkpointFolder);
    const completions = [...'ABCD'].map((letter) => tokenizer.encode(letter));
    const real = realModel();
    using _owner = real.weights;
    const asked = items.map(({ prompt }) => ({ prompt: tokenizer.encode(prompt), completions }));
    const found = await collect(scoreCompletions({ ...real, questions: asked }));
    expect(found).toHaveLength(items.length);
    found.forEach((scores, index) => {
      const own = scores.map(([first]) => first!);
      expect('ABCD'[own.indexOf(Math.max(...own))]).toBe(items[index]!.prediction);
      own.forEach((score, option) => expect(Math.abs(score - items[index]!.logprobs[option]!)).toBeLessThan(1e-5));
    });
  });
});
