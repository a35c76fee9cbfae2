import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, model, weitiao } from '../__fixtures__/command-line.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

describe('weitiao score', () => {
  const score = (input: string, output: string, ...more: string[]) =>
    weitiao('score', '--model', model, '--input', input, '--output', output, ...more);

  it('gives tokens and log-probabilities, a line for a line, and announces the engine', async () => {
    const tokens = [846, 871, 3359, 1199];
    const input = folder.write(
      'score.jsonl',
      { prompt: '请介绍', completion: '春节' },
      { tokens, from: 3 },
      { tokens, from: 1 },
    );
    const { code, out, err } = await score(input, folder.inside('scores.jsonl'));
    expect({ code, out }).toEqual({ code: 0, out: `3 lines written to ${folder.inside('scores.jsonl')}\n` });
    expect(err).toMatch(/^engine: tfjs-node on TensorFlow [\d.]+, .*, 2 threads\n/);
    const [text, last, all] = jsonLines(readFileSync(folder.inside('scores.jsonl'), 'utf8')) as {
      tokens: number[];
      logprobs: number[];
    }[];
    expect(text!.logprobs).toHaveLength(text!.tokens.length);
    expect(last!.tokens).toEqual([1199]);
    expect(all!.tokens).toEqual(tokens.slice(1));
    expect(all!.logprobs[2]).toBeCloseTo(last!.logprobs[0]!, 4);
    expect(Math.max(...all!.logprobs)).toBeLessThan(0);
  });

  it('holds weights as it is told, and says what that does to them', async () => {
    const input = folder.write('held.jsonl', { prompt: '请介绍', completion: '春节' });
    const outputs = ['float32', 'bfloat16', 'bfloat16-rounded'].map(
      (weights) => [weights, folder.inside(weights)] as const,
    );
    const told: string[] = [];
    for (const [weights, output] of outputs) told.push((await score(input, output, '--weights', weights)).err);
    const [wide, same, rounded] = outputs.map(([, output]) => readFileSync(output, 'utf8'));
    expect(told[0]).not.toMatch(/bfloat16/);
    expect(told[1]).toMatch(/weights: (\d+) of \1 matrices stay float32: bfloat16 lacks some of their numbers/);
    expect(told[2]).toMatch(
      /weights: [\d,]+ of [\d,]+ numbers in \d+ matrices were rounded to bfloat16, each by at most 0\.39 % of itself/,
    );
    expect(same).toBe(wide);
    expect(rounded).not.toBe(wide);
    const [one, other] = [wide!, rounded!].map((text) => jsonLines(text)[0]!['logprobs'] as number[]);
    one!.forEach((value, at) => expect(Math.abs(value - other![at]!)).toBeLessThan(0.1));
    const { code, err } = await score(input, folder.inside('none'), '--weights', 'int8');
    expect([code, err]).toEqual([64, expect.stringMatching(/Allowed choices are float32, bfloat16, bfloat16-rounded/)]);
  });

  it.each([
    ['no JSON', '{"prompt": "a", ', /bad\.jsonl:2: this is not JSON/],
    [
      'another form',
      { prompt: 'a' },
      /bad\.jsonl:2: not of the wanted form\.\n {2}Wanted: \{"prompt": str, "completion": str\} or/,
    ],
    [
      'a token outside the vocabulary',
      { tokens: [1, 8000], from: 1 },
      /bad\.jsonl:2: token 8000 is not in the model's vocabulary, which has the ids 0 to 7999\./,
    ],
    ['a start behind the end', { tokens: [1, 2], from: 2 }, /bad\.jsonl:2: "from" is 2, and there are 2 tokens/],
    ['an empty completion', { prompt: 'a', completion: '' }, /bad\.jsonl:2: the completion has no tokens/],
  ])('refuses a line with %s by file and line, and writes no output', async (_, line, message) => {
    const input = folder.write('bad.jsonl', { tokens: [1, 2], from: 1 }, line);
    const { code, err } = await score(input, folder.inside('bad-out.jsonl'));
    expect(code).toBe(65);
    expect(err).toMatch(message);
    expect(existsSync(folder.inside('bad-out.jsonl'))).toBe(false);
  });

  it.each([
    ['an empty input', () => folder.write('empty.jsonl'), 65, 'empty.jsonl: it has no lines.'],
    ['an input that is not there', () => folder.inside('none.jsonl'), 65, 'none.jsonl: there is no such file.'],
    ['an input that is also the output', () => folder.inside('same.jsonl'), 64, '--input and --output are both'],
  ])('refuses %s', async (_, input, exitCode, message) => {
    const { code, err } = await score(input(), folder.inside('same.jsonl'));
    expect({ code, err }).toEqual({ code: exitCode, err: expect.stringContaining(message) as unknown });
  });

  it('ends with 74 where it cannot write', async () => {
    const input = folder.write('one.jsonl', { tokens: [1, 2], from: 1 });
    folder.write('file', '');
    expect(await score(input, folder.inside('file/out.jsonl'))).toMatchObject({
      code: 74,
      err: expect.stringContaining('Cannot write') as unknown,
    });
  });

  it('ends with 74 before it computes anything where the output is a folder', async () => {
    const input = folder.write('one.jsonl', { tokens: [1, 2], from: 1 });
    const { code, err } = await score(input, folder.path);
    expect({ code, err }).toEqual({
      code: 74,
      err: `Cannot write ${folder.path}: a folder of that name is in the way. Choose another path, or move the folder.\n`,
    });
  });

  it.each([
    [
      'has another architecture',
      '{"model_type":"abacus"}',
      /config\.json: no installed plugin reads model_type "abacus".*bloom \(@weitiao\/model-bloom\).*To add one/s,
    ],
    ['has no architecture', '{}', /config\.json: it has no model_type/],
    ['has a broken configuration', '{"model_type"', /config\.json:1: this is not JSON/],
  ])('refuses a model folder that %s', async (_, config, message) => {
    folder.write('config.json', config);
    const input = folder.write('one.jsonl', { tokens: [1, 2], from: 1 });
    const { code, err } = await weitiao(
      'score',
      '--model',
      folder.path,
      '--input',
      input,
      '--output',
      folder.inside('x.jsonl'),
    );
    rmSync(folder.inside('config.json'));
    expect(code).toBe(65);
    expect(err).toMatch(message);
  });
});
