import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import bloom from '@weitiao/model-bloom';
import lora from '@weitiao/peft-lora';
import promptTuning from '@weitiao/peft-prompt-tuning';
import { tensorsAlive } from '@weitiao/tensor';
import { Folder, model } from '../__fixtures__/command-line.js';
import { randomAdapter } from '../adapter/__fixtures__/random-adapter.js';
import { attach, load, type Loaded } from '../index.js';

const folder = new Folder();
const [one, other, prompt] = ['one', 'other', 'prompt'].map((name) => folder.inside(name)) as [string, string, string];
let base: Loaded;
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  for (const each of [one, other]) await randomAdapter(each, lora({ rank: 2, targetModules: ['query_key_value'] }));
  await randomAdapter(prompt, promptTuning({ virtualTokens: 3 }));
  base = await load(bloom({ from: model }), { announce: () => undefined });
});
afterAll(async () => {
  await base[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const question = {
  conversation: { turns: [{ role: 'user' as const, content: '中国的首都' }] },
  completions: ['是北京。'],
};
async function scored(subject: Loaded): Promise<number> {
  for await (const scores of subject.score([question])) return scores[0]!;
  throw new Error('there was no score');
}

describe('attach', () => {
  it('switches adapters on one base, each scoring as it does alone, and frees them', async () => {
    const plain = await scored(base);
    const before = tensorsAlive().count;
    const both = [await attach(base, one), await attach(base, other)];
    const [first, second] = [await scored(both[0]!), await scored(both[1]!)];
    expect(new Set([plain, first, second]).size).toBe(3);
    expect([await scored(both[0]!), await scored(base)]).toEqual([first, plain]);
    expect(new Set([base, ...both].map(({ identity }) => identity)).size).toBe(3);
    for (const each of both) await each[Symbol.asyncDispose]();
    expect(tensorsAlive().count).toBe(before);
  });

  it('stacks a prompt and a LoRA', async () => {
    await using stacked = await attach(base, [prompt, one]);
    await using alone = await attach(base, prompt);
    expect(stacked.adapters).toHaveLength(2);
    expect(await scored(stacked)).not.toBe(await scored(alone));
  });
});
