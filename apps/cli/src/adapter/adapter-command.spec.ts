import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import lora from '@weitiao/peft-lora';
import sadapterH from '@weitiao/peft-sadapter-h';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Folder, jsonLines, model, weitiao } from '../__fixtures__/command-line.js';
import { randomAdapter } from './__fixtures__/random-adapter.js';

const folder = new Folder();
const [one, other, bent] = ['one', 'other', 'sadapter-h'].map((name) => folder.inside(name)) as [
  string,
  string,
  string,
];
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  await randomAdapter(one, lora({ rank: 4, targetModules: ['query_key_value'] }));
  await randomAdapter(other, lora({ rank: 2, targetModules: 'all-linear' }));
  await randomAdapter(bent, sadapterH({ bottleneck: 8 }), 0.2);
});
afterAll(() => folder[Symbol.dispose]());

const score = async (...flags: string[]) => {
  const input = folder.write('input.jsonl', { prompt: '中国的首都', completion: '是北京。' });
  const output = folder.inside(`scores-${flags.length}-${Math.abs(hash(flags.join()))}.jsonl`);
  const { code, err } = await weitiao('score', ...flags, '--input', input, '--output', output);
  if (code !== 0) throw new Error(err);
  return (jsonLines(readFileSync(output, 'utf8'))[0] as { logprobs: number[] }).logprobs;
};
const hash = (text: string) => [...text].reduce((sum, each) => (31 * sum + each.codePointAt(0)!) | 0, 7);
const closest = (a: number[], b: number[]) => Math.max(...a.map((value, at) => Math.abs(value - b[at]!)));

describe('weitiao adapter merge', () => {
  it('writes a model folder that scores as the base with the adapter, whose base it finds by its name', async () => {
    const output = folder.inside('merged');
    const { code, out } = await weitiao('adapter', 'merge', one, '--output', output, '--json');
    expect(code).toBe(0);
    const { parity } = jsonLines(out)[0] as { parity: { difference: number; prompts: number } };
    expect(parity).toMatchObject({ prompts: 8 });
    expect(parity.difference).toBeLessThan(1e-5);
    expect(readdirSync(output)).toEqual(expect.arrayContaining(['config.json', 'generation_config.json', 'model.safetensors', 'tokenizer.json'])); // prettier-ignore
    const [merged, attached, base] = [await score('--model', output), await score('--model', model, '--adapter', one), await score('--model', model)]; // prettier-ignore
    expect(closest(merged, attached)).toBeLessThan(1e-4);
    expect(closest(merged, base)).toBeGreaterThan(1e-2);
  });

  it('says that the parity is that of float32 where fewer digits are written', async () => {
    const { out } = await weitiao('adapter', 'merge', one, '--type', 'bf16', '--output', folder.inside('brain'));
    expect(out).toMatch(
      / of the attached ones \(relative to the largest\), before the numbers were rounded to bf16\n$/,
    );
    const whole = await weitiao('adapter', 'merge', one, '--output', folder.inside('whole'));
    expect(whole.out).toMatch(/ of the attached ones \(relative to the largest\)\n$/);
  });

  it('merges the weighted sum of several', async () => {
    const [sum, alone] = [folder.inside('sum'), folder.inside('alone')];
    expect(
      (await weitiao('adapter', 'merge', one, other, '--weight', '0', '--weight', '1', '--output', sum)).code,
    ).toBe(0);
    expect((await weitiao('adapter', 'merge', other, '--output', alone)).code).toBe(0);
    expect(closest(await score('--model', sum), await score('--model', alone))).toBeLessThan(1e-4);
  });

  it('refuses what is not linear: 65, the layer, the error, what to do instead, and nothing written', async () => {
    const output = folder.inside('refused');
    const { code, err } = await weitiao('adapter', 'merge', bent, '--output', output);
    expect(code).toBe(65);
    expect(err).toMatch(/Cannot be merged: transformer\.h\.0\.mlp\.dense_h_to_4h is not linear any more\n  \(a linear layer cannot reproduce it; relative error \d\.\de[+-]\d\)\.\n  Keep it as an adapter: weitiao evaluate --model \S+ --adapter \S+sadapter-h\n/); // prettier-ignore
    expect(existsSync(output)).toBe(false);
  });

  it('compares on prompts of the user, and tells where they are wrong', async () => {
    const wrong = folder.write('wrong.jsonl', { prompt: '你好' }, { tokens: [9000] });
    const { code, err } = await weitiao('adapter', 'merge', one, '--prompts', wrong, '--output', folder.inside('x'));
    expect(code).toBe(65);
    expect(err).toContain("wrong.jsonl:2: token 9000 is not in the model's vocabulary");
  });

  it.each([
    [['merge', 'A', '--output', 'X', '--weight', '1', '--weight', '2'], 'There are 1 adapters and 2 weights'],
    [['merge', 'A', '--output', 'X', '--type', 'q8_0'], 'A model folder has no type "q8_0". It has: f32, f16, bf16'],
    [['export', 'A', '--to', 'gguf', '--output', 'X', '--type', 'bf61'], 'A GGUF file has no type "bf61". Did you mean "bf16"?'], // prettier-ignore
    [['export', 'A', '--to', 'ollama', '--output', 'X', '--template', 'alpaka'], 'There is no template "alpaka". Did you mean "alpaca"?'], // prettier-ignore
  ])('%j ends with 64', async (words, reason) => {
    const { code, err } = await weitiao('adapter', ...words.map((word) => (word === 'A' ? one : word === 'X' ? folder.inside('x') : word))); // prettier-ignore
    expect([code, err]).toEqual([64, expect.stringContaining(reason)]);
  });
});

describe('several adapters', () => {
  it('one upon another, or their weighted sum, in score', async () => {
    const both = await score('--model', model, '--adapter', one, '--adapter', other);
    const summed = (a: number, b: number) => score('--model', model, '--adapter', one, '--adapter', other, '--adapter-weight', String(a), '--adapter-weight', String(b)); // prettier-ignore
    expect(closest(await summed(1, 0), await score('--model', model, '--adapter', one))).toBeLessThan(1e-4);
    expect(closest(await summed(1, 1), both)).toBeLessThan(1e-4);
    expect(closest(both, await score('--model', model, '--adapter', one))).toBeGreaterThan(1e-3);
  });
});

describe('weitiao adapter export', () => {
  it('writes a folder for Ollama: the model and what training wrote around prompts', async () => {
    const output = folder.inside('ollama');
    const { code } = await weitiao('adapter', 'export', one, '--to', 'ollama', '--template', 'alpaca-zh', '--type', 'q8_0', '--output', output); // prettier-ignore
    expect(code).toBe(0);
    expect(readdirSync(output).sort()).toEqual(['Modelfile', 'model.gguf']);
    const text = readFileSync(folder.inside('ollama/Modelfile'), 'utf8');
    expect(text).toMatch(/^FROM \.\/model\.gguf\nTEMPLATE """/);
    expect(text).toContain('### 指令:\n{{ .Content }}\n\n### 回答:\n');
    expect(text).toContain('PARAMETER stop "</s>"');
  });

  it('cuts a model folder into files of the size that was asked for', async () => {
    const output = folder.inside('sharded');
    const { code } = await weitiao('adapter', 'export', model, '--to', 'huggingface', '--type', 'bf16', '--shard-size', '5000000', '--output', output); // prettier-ignore
    expect(code).toBe(0);
    expect(readdirSync(output).filter((name) => name.endsWith('.safetensors')).length).toBeGreaterThan(1);
    expect(await score('--model', output)).toHaveLength((await score('--model', model)).length);
  });
});
