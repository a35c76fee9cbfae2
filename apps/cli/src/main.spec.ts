import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { main } from './main.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const model = join(root, 'examples/quickstart/model');
const kill = join(root, 'tools/kill-test/trial.yaml');

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'weitiao-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));
const inside = (name: string) => join(folder, name);
const write = (name: string, ...lines: readonly unknown[]): string => {
  writeFileSync(inside(name), lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return inside(name);
};

/** Runs a command line in this process. */
async function weitiao(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => void (written[name] += text) });
  const code = await main(argv, { out: stream('out'), err: stream('err') });
  return { code, ...written };
}
const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, out } = await weitiao('--help');
    expect(code).toBe(0);
    for (const command of ['train', 'trial', 'score', 'generate', 'inspect', 'plugins', 'engine', 'doctor'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('says its version', async () => {
    expect(await weitiao('--version')).toMatchObject({ code: 0, out: '0.1.0\n' });
  });

  it.each([
    [['trian'], "unknown command 'trian'\n(Did you mean one of train, trial?)"],
    [['train', 'x.yaml', '--outptu', 'y'], "unknown option '--outptu'\n(Did you mean --output?)"],
    [['train', 'x.yaml'], 'missing: --output <folder>'],
    [
      ['generate', '--model', 'm', '--input', 'i', '--output', 'o', '--max-new-tokens', 'many'],
      'A whole number is wanted.',
    ],
  ])('ends with 64 for %j', async (argv, message) => {
    const { code, err } = await weitiao(...argv);
    expect(code).toBe(64);
    expect(err).toContain(message);
  });

  it('tells of an error its message and no stack; with --json also as JSON', async () => {
    const { code, out, err } = await weitiao('train', '/nowhere.yaml', '--output', inside('none'), '--json');
    expect({ code, err }).toEqual({ code: 64, err: '/nowhere.yaml: there is no such file.\n' });
    expect(jsonLines(out)).toEqual([
      { type: 'error', error: 'StudyError', message: '/nowhere.yaml: there is no such file.', exitCode: 64 },
    ]);
    expect(existsSync(inside('none'))).toBe(false);
  });

  it('lists plugins with their options', async () => {
    const { code, out } = await weitiao('plugins', '--json');
    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'peft',
          use: 'lora',
          options: expect.arrayContaining(['rank', 'targetModules']) as unknown,
        }),
      ]),
    );
  });

  it('finds nothing missing where the tests run', async () => {
    expect(await weitiao('doctor')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /ok {6}Node\.js: \d+.*\nok {6}tensor engine: tensorflow.*\nok {6}plugins: \d+ can be used\nNothing is missing\.\n/,
      ) as unknown,
    });
  });
});

describe('weitiao score', () => {
  const score = (input: string, output: string, ...more: string[]) =>
    weitiao('score', '--model', model, '--input', input, '--output', output, ...more);

  it('gives tokens and log-probabilities, a line for a line, and announces the engine', async () => {
    const tokens = [846, 871, 3359, 1199];
    const input = write(
      'score.jsonl',
      { prompt: '请介绍', completion: '春节' },
      { tokens, from: 3 },
      { tokens, from: 1 },
    );
    const { code, out, err } = await score(input, inside('scores.jsonl'));
    expect({ code, out }).toEqual({ code: 0, out: `3 lines written to ${inside('scores.jsonl')}\n` });
    expect(err).toMatch(/^engine: tfjs-node on TensorFlow [\d.]+, .*, 2 threads\n/);
    const [text, last, all] = jsonLines(readFileSync(inside('scores.jsonl'), 'utf8')) as {
      tokens: number[];
      logprobs: number[];
    }[];
    expect(text!.logprobs).toHaveLength(text!.tokens.length);
    expect(last!.tokens).toEqual([1199]);
    expect(all!.tokens).toEqual(tokens.slice(1));
    expect(all!.logprobs[2]).toBeCloseTo(last!.logprobs[0]!, 4);
    expect(Math.max(...all!.logprobs)).toBeLessThan(0);
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
    const input = write('bad.jsonl', { tokens: [1, 2], from: 1 }, line);
    const { code, err } = await score(input, inside('bad-out.jsonl'));
    expect(code).toBe(65);
    expect(err).toMatch(message);
    expect(existsSync(inside('bad-out.jsonl'))).toBe(false);
  });

  it.each([
    ['an empty input', () => write('empty.jsonl'), 65, 'empty.jsonl: it has no lines.'],
    ['an input that is not there', () => inside('none.jsonl'), 65, 'none.jsonl: there is no such file.'],
    ['an input that is also the output', () => inside('same.jsonl'), 64, '--input and --output are both'],
  ])('refuses %s', async (_, input, exitCode, message) => {
    const { code, err } = await score(input(), inside('same.jsonl'));
    expect({ code, err }).toEqual({ code: exitCode, err: expect.stringContaining(message) as unknown });
  });

  it('ends with 74 where it cannot write', async () => {
    const input = write('one.jsonl', { tokens: [1, 2], from: 1 });
    write('file', '');
    expect(await score(input, inside('file/out.jsonl'))).toMatchObject({
      code: 74,
      err: expect.stringContaining('Cannot write') as unknown,
    });
  });

  it.each([
    [
      'has another architecture',
      '{"model_type":"llama"}',
      /config\.json: no installed plugin reads model_type "llama".*bloom \(@weitiao\/model-bloom\).*To add one/s,
    ],
    ['has no architecture', '{}', /config\.json: it has no model_type/],
    ['has a broken configuration', '{"model_type"', /config\.json:1: this is not JSON/],
  ])('refuses a model folder that %s', async (_, config, message) => {
    write('config.json', config);
    const input = write('one.jsonl', { tokens: [1, 2], from: 1 });
    const { code, err } = await weitiao('score', '--model', folder, '--input', input, '--output', inside('x.jsonl'));
    rmSync(inside('config.json'));
    expect(code).toBe(65);
    expect(err).toMatch(message);
  });
});

/** A copy of the model in which something is wrong. */
function damaged(name: string, damage: (folder: string) => void): string {
  cpSync(model, inside(name), { recursive: true });
  damage(inside(name));
  return inside(name);
}
const weights = 'model.safetensors';
const header = (bytes: Buffer) => bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE()));
const rewritten = (change: (bytes: Buffer) => Buffer) => (at: string) =>
  writeFileSync(join(at, weights), change(readFileSync(join(at, weights))));
const config = (key: string, value: number) => (at: string) => {
  const file = join(at, 'config.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), [key]: value }));
};

describe('a damaged checkpoint', () => {
  it.each([
    ['no weights', (at: string) => rmSync(join(at, weights)), /there is no model\.safetensors/],
    ['weights that are cut off', rewritten((bytes) => bytes.subarray(0, bytes.length - 1000)), /model\.safetensors/],
    [
      'a header that lies',
      rewritten((bytes) => (header(bytes).write('9', header(bytes).indexOf('"data_offsets":[') + 16), bytes)),
      /model\.safetensors/,
    ],
    ['weights of another width', config('hidden_size', 128), /of another shape or type/],
    ['weights that are missing', config('n_layer', 7), /missing.*transformer\.h\.6\./s],
    ['weights that nobody wants', config('n_layer', 5), /unexpected.*transformer\.h\.5\./s],
    [
      'a vocabulary that is larger than the embedding',
      config('vocab_size', 7000),
      /the tokenizer has 8000 ids, the model's embedding only 7000 rows/,
    ],
    ['no tokenizer', (at: string) => rmSync(join(at, 'tokenizer.json')), /tokenizer\.json/],
  ])('is refused for %s, with 65', async (name, damage, message) => {
    const broken = damaged(name.replaceAll(' ', '-'), damage);
    const input = write('one.jsonl', { tokens: [1, 2], from: 1 });
    const { code, err } = await weitiao(
      'score',
      '--model',
      broken,
      '--input',
      input,
      '--output',
      inside('damaged.jsonl'),
    );
    rmSync(broken, { recursive: true });
    expect(err).toMatch(message);
    expect(code).toBe(65);
    expect(existsSync(inside('damaged.jsonl'))).toBe(false);
  });
});

describe('weitiao generate', () => {
  const generate = (input: string, output: string, ...more: string[]) =>
    weitiao('generate', '--model', model, '--input', input, '--output', output, '--max-new-tokens', '4', ...more);

  it('answers in the order of the lines, the same whatever is answered together', async () => {
    const input = write(
      'prompts.jsonl',
      { prompt: '春天来了，花都开了，' },
      { tokens: [846, 871] },
      { prompt: '你好' },
    );
    expect(await generate(input, inside('a.jsonl'), '--temperature', '1', '--json')).toMatchObject({ code: 0 });
    expect(await generate(input, inside('b.jsonl'), '--temperature', '1', '--batch-size', '1')).toMatchObject({
      code: 0,
    });
    const answers = jsonLines(readFileSync(inside('a.jsonl'), 'utf8'));
    expect(answers).toHaveLength(3);
    expect(answers[0]).toEqual({
      tokens: expect.any(Array) as unknown,
      text: expect.any(String) as unknown,
      finished: expect.stringMatching(/^(end|length)$/) as unknown,
    });
    expect(jsonLines(readFileSync(inside('b.jsonl'), 'utf8'))).toEqual(answers);
  });

  it('goes on with whole windows that an interrupted run left, and leaves no other file', async () => {
    const input = write('many.jsonl', ...Array.from({ length: 20 }, (_, index) => ({ tokens: [846 + index, 871] })));
    await generate(input, inside('whole.jsonl'), '--batch-size', '1');
    const whole = readFileSync(inside('whole.jsonl'), 'utf8');
    const { ResumableOutput } = await import('./lines/resumable-output.js');
    const open = ResumableOutput.open;
    ResumableOutput.open = (path, identity, window) => {
      using early = open(path, identity, window);
      early.write(jsonLines(whole).slice(0, window + 1));
      ResumableOutput.open = open;
      const output = open(path, identity, window);
      expect(output.linesDone).toBe(16);
      return output;
    };
    await generate(input, inside('resumed.jsonl'), '--batch-size', '1');
    expect(readFileSync(inside('resumed.jsonl'), 'utf8')).toBe(whole);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it.each([
    [['--template', 'alpaca-hz'], 'Did you mean "alpaca-zh"?'],
    [['--top-p', '1.5'], 'wanted a number above 0 and at most 1'],
  ])('refuses %j before anything is loaded', async (more, message) => {
    const { code, err } = await generate(inside('none'), inside('x'), ...more);
    expect({ code, err }).toEqual({ code: 64, err: expect.stringContaining(message) as unknown });
  });
});

describe('weitiao inspect', () => {
  it('shows tokens, mask and segments of the data', async () => {
    const { code, out } = await weitiao('inspect', 'data', kill, '--rows', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/rows, \d+ examples, 24 steps\n.* of them trained/);
    expect(out).toMatch(/^trained {1,3}│·/m);
    expect(out).toContain('■');
  });

  it('shows sizes and the places for adapters of a model', async () => {
    const { out } = await weitiao('inspect', 'model', model);
    expect(out).toContain('6,787,584 parameters in 77 weights');
    expect(out).toMatch(/linear +query_key_value +attention\.query-key-value +256 → 768 · 6/);
  });

  it('shows how a tokenizer cuts a text', async () => {
    const { out } = await weitiao('inspect', 'tokenizer', model, '--text', '你好', '--json');
    expect(jsonLines(out)[0]).toMatchObject({ vocabulary: 8000, endOfText: { id: 2, text: '</s>' }, decoded: '你好' });
  });
});

describe('weitiao train', () => {
  it('writes an adapter that inspect and score read', async () => {
    const trial = write(
      'trial.yaml',
      readFileSync(kill, 'utf8').replaceAll('../../examples', join(root, 'examples')).replace('steps: 24', 'steps: 2'),
    );
    const { code, out, err } = await weitiao('train', trial, '--output', inside('run'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^lora: 2 steps, \d+ trained tokens, loss \d\.\d{4}, held-out loss \d\.\d{4}\nAdapter: .*adapter\nResult: .*result\.json\n$/,
    );
    expect(err).toMatch(/^engine: .*\nmodel: 6,787,584 parameters; the method trains 24,576\n/);
    const inspected = await weitiao('inspect', 'adapter', inside('run/adapter'));
    expect(inspected.out).toContain('LORA, read by method lora with {"rank":4,"alpha":8');
    const input = write('one.jsonl', { tokens: [1, 2], from: 1 });
    expect(
      await weitiao(
        'score',
        '--model',
        model,
        '--adapter',
        inside('run/adapter'),
        '--input',
        input,
        '--output',
        inside('tuned.jsonl'),
      ),
    ).toMatchObject({ code: 0 });
    const again = await weitiao('trial', 'run', inside('run/manifest.json'), '--output', inside('run'));
    expect(again).toMatchObject({ code: 0, err: 'This trial is done already.\n' });
  });
});
