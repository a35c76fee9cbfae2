import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, model, root, weitiao } from '../__fixtures__/command-line.js';

const key = 'key-of-nobody-31415';
let folder: Folder;
let server: Server;
beforeAll(async () => {
  folder = new Folder();
  folder.write('mine.csv', '问题,回答', '一加一？,二。', '一加二？,');
  folder.write('eval_set.json', '{"question": "首都？", "std_answer": "北京", "class": "open qa"}');
  folder.write('eval_prompt.json', '{"class": "open qa", "prompt": "越接近越好。"}');
  process.env['TEST_STUDY_KEY'] = key;
  // Refuses every key, and repeats it.
  server = createServer((request, response) => response.writeHead(401).end(request.headers.authorization));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  delete process.env['TEST_STUDY_KEY'];
  server.close();
  folder[Symbol.dispose]();
});

const study = () => `study: mistakes
models:
  bloom: { use: bloom, from: ${model} }

methods:
  untuned:    none
  lora:       { use: lora, rank: 32, alpha: 64, targetModules: [query_key_value] }

data:
  starter: { use: starter-zh, rows: 8 }

train: { template: alpaca-zh, budget: { steps: 1 }, examplesPerStep: 1, maxLength: 96, learningRate: 1e-3 }
grid: { methods: all, seeds: [1, 2, 3] }
`;
const judged = (judge: string) =>
  `${study()}benchmarks:\n  belle: { use: belle-eval, from: ., judge: { use: openai, model: m, ${judge} } }\n`;

/** Runs a study that is written otherwise. */
function run(text: string, ...more: readonly string[]) {
  return weitiao('study', 'run', folder.write('study.yaml', text), '--output', folder.inside('runs'), ...more);
}

describe('a mistake in a study file', () => {
  it.each<[string, (text: string) => string, number, string[]]>([
    [
      "another family's name of a layer",
      (text) => text.replace('[query_key_value]', '[q_proj]'),
      64,
      [
        '  "q_proj" matches no linear layer or embedding of this model.',
        '  This model has: word_embeddings · query_key_value · dense · dense_h_to_4h · dense_4h_to_h',
        "  q_proj is LLaMA's name; this model's fused projection is query_key_value.",
        '  Write: targetModules: [query_key_value]',
        '  3 of 4 trials use this method. Nothing was started.',
      ],
    ],
    [
      'an option that is none',
      (text) => text.replace('rank', 'rnak'),
      64,
      [
        '  @weitiao/peft-lora has no option "rnak". Did you mean "rank"?',
        '  Options: rank, alpha, dropout, targetModules',
      ],
    ],
    [
      'a plugin that is not installed',
      (text) => text.replace('use: lora', 'use: "@lab/weitiao-peft-ours"'),
      64,
      [
        '  "@lab/weitiao-peft-ours" is not installed, and a study file never installs code.',
        '  If you trust it: npm install @lab/weitiao-peft-ours',
      ],
    ],
    [
      'a faulty row of data',
      (text) => text.replace('use: starter-zh, rows: 8', 'use: table, from: mine.csv, columns: { user: 问题, assistant: 回答 }'), // prettier-ignore
      65,
      [
        'mine.csv:3  column 回答',
        '  Empty reply: this row would train on nothing. 1 of 2 rows.',
        '  Fill it, or say onBadRow: skip (skipped rows are counted in the report).',
      ],
    ],
    [
      'a key of the study that is none',
      (text) => text.replace('grid:', 'gird:'),
      64,
      ['  A study has no option "gird". Did you mean "grid"?'],
    ],
  ])('is told with its place before anything starts: %s', async (_, change, code, lines) => {
    const ended = await run(change(study()));
    expect(ended).toMatchObject({ code, out: '' });
    for (const line of lines) expect(ended.err).toContain(line);
    if (code === 64) expect(ended.err).toMatch(/^\S+study\.yaml:\d+:\d+ {2}\S+\n/);
    expect(existsSync(folder.inside('runs'))).toBe(false);
  });

  it('has its line, column and path in front', async () => {
    const { err } = await run(study().replace('rank', 'rnak'));
    expect(err).toMatch(/^\S+study\.yaml:7:28 {2}methods\.lora\.rnak\n/);
    const belle = await run(judged('url: http://127.0.0.1:1/v1, key: $NO_SUCH_KEY'));
    expect(belle).toMatchObject({
      code: 64,
      err: expect.stringMatching(/:15:\d+ {2}benchmarks\.belle\.judge\.key\n(.|\n)*NO_SUCH_KEY is not set/) as unknown,
    });
  });
});

describe('a judge', () => {
  it('that refuses the key is told before anything is trained, and the key stands nowhere', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const ended = await run(judged(`url: "${url}", key: $TEST_STUDY_KEY`), '--json');
    expect(ended.code).toBe(69);
    expect(ended.err).toMatch(
      /benchmarks\.belle\.judge\n {2}judge openai: http:.* refuses \(the key of \$TEST_STUDY_KEY was sent\)/,
    );
    const files = readdirSync(folder.inside('runs'), { recursive: true, withFileTypes: true }).filter((at) =>
      at.isFile(),
    );
    expect(files.map(({ name }) => name)).toContain('study.lock.json');
    const written = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    for (const text of [ended.out, ended.err, ...written]) expect(text).not.toContain(key);
    expect(files.map(({ name }) => name)).not.toContain('attempt.json');
  });

  it('that cannot be reached is told before anything is trained', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const ended = await run(judged(`url: "http://127.0.0.1:${port}/v1", backoff: 0.001`));
    expect(ended).toMatchObject({
      code: 69,
      err: expect.stringContaining('cannot be reached: no connection (ECONNREFUSED).\n  Nothing was asked.') as unknown,
    });
  });

  it('whose key is written into the study is refused, and the key is not repeated', async () => {
    const ended = await run(judged(`key: ${key}`));
    expect(ended.code).toBe(64);
    expect(ended.err).toContain('A key itself is refused');
    expect(ended.err).not.toContain(key);
  });
});

it('a folder that cannot be written is told', async () => {
  const file = folder.write('study.yaml', study());
  const ended = await weitiao('study', 'run', file, '--output', join(file, 'runs'));
  expect(ended).toMatchObject({
    code: 74,
    err: expect.stringMatching(/^Cannot write .*a part of that path is a file/) as unknown,
  });
  expect(await weitiao('study', 'status', join(root, 'libs'))).toMatchObject({ code: 64 });
});
