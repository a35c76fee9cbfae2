import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, model, weitiao } from '../__fixtures__/command-line.js';

const modelFiles = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'model.safetensors',
];
const commit = createHash('sha1').update('served').digest('hex');
const rows = Array.from({ length: 12 }, (_, index) => ({
  instruction: `说出数字${index}。`,
  input: '',
  output: `数字是${index}。`,
}));
const exam = [1, 2, 3].map((n) => ({ 类别: '医学', 题目: `第${n}题`, 选项: 'A:一\nB:二\nC:三\nD:四', 答案: 'A' }));

/** A hub with the quick start's model and some rows, as huggingface.co answers. */
function serve(): Server {
  const files: Record<string, Record<string, Buffer>> = {
    'models/owner/bloom': Object.fromEntries(
      readdirSync(model)
        .filter((name) => modelFiles.includes(name))
        .map((name) => [name, readFileSync(join(model, name))]),
    ),
    'datasets/owner/rows': {
      'train.json': Buffer.from(JSON.stringify(rows)),
      'exam.json': Buffer.from(JSON.stringify(exam)),
    },
  };
  return createServer(({ url = '' }, response) => {
    asked.push(url);
    const [, repository = '', what, file = ''] =
      /^\/api\/((?:models|datasets)\/owner\/\w+)\/(revision|tree)\//.exec(url) ??
      /^\/((?:datasets\/)?owner\/\w+)\/(resolve)\/\w+\/(.+)$/.exec(url) ??
      [];
    const found = files[repository] ?? files[`models/${repository}`];
    const json = (value: unknown) => void response.end(JSON.stringify(value));
    if (!found) return void response.writeHead(404, { 'x-error-code': 'RepoNotFound' }).end();
    if (what === 'revision') return json({ sha: commit });
    if (what === 'resolve') return void response.end(found[file]);
    return json(
      Object.entries(found).map(([path, bytes]) => ({
        type: 'file',
        path,
        size: bytes.length,
        oid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
      })),
    );
  });
}

const asked: string[] = [];
const server = serve();
const variables = ['HF_ENDPOINT', 'HF_HOME', 'HF_HUB_OFFLINE', 'HF_HUB_CACHE'] as const;
const before = variables.map((name) => [name, process.env[name]] as const);
let home: string;
let folder: Folder;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  home = mkdtempSync(join(tmpdir(), 'weitiao-prefetch-'));
  folder = new Folder();
  for (const name of variables) delete process.env[name];
  process.env['HF_ENDPOINT'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['HF_HOME'] = home;
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true });
  folder[Symbol.dispose]();
});

const study = (from: string) => ({
  study: 'by-id',
  models: { bloom: { use: 'bloom', from } },
  methods: { lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] } },
  data: { rows: { use: 'alpaca', from: 'hf:datasets/owner/rows/train.json' } },
  train: { template: 'alpaca-zh', budget: { steps: 1 }, examplesPerStep: 2, maxLength: 64, learningRate: 1e-3 },
  grid: { seeds: [1] },
  benchmarks: { exam: { use: 'mmcu', from: 'hf:datasets/owner/rows@main/exam.json' } },
  report: { baseline: 'lora' },
});

describe('weitiao prefetch', () => {
  it('says what is missing while nothing is here and the network is off', async () => {
    const file = folder.write('study.json', study('owner/bloom'));
    const { code, err } = await weitiao('study', 'plan', file, '--offline', '--output', folder.inside('none'));
    expect({ code, err }).toMatchObject({ code: 69, err: expect.stringMatching(/study\.json:1:.*weitiao prefetch/s) });
    expect(err).toContain('"owner/bloom" is no folder here');
    expect(asked).toEqual([]);
  });

  it('brings all that a study names; then it is planned and run with the network off', async () => {
    const file = folder.write('study.json', study('owner/bloom'));
    const fetched = await weitiao('prefetch', file, '--json');
    expect(fetched.code).toBe(0);
    expect(jsonLines(fetched.out).map(({ part, reference }) => [part, reference])).toEqual([
      ['models.bloom', `hf:owner/bloom@${commit}`],
      ['data.rows.from', `hf:datasets/owner/rows@${commit}/train.json`],
      ['benchmarks.exam.from', `hf:datasets/owner/rows@${commit}/exam.json`],
    ]);
    expect(fetched.err).toMatch(/owner\/bloom: 4 files, .* MB to download/);

    asked.length = 0;
    server.close();
    server.closeAllConnections();
    const output = folder.inside('runs');
    const planned = await weitiao('study', 'plan', file, '--offline', '--output', output, '--json');
    expect({ code: planned.code, err: planned.err }).toEqual({ code: 0, err: '' });
    const { id } = jsonLines(planned.out).find(({ type }) => type === 'trial')!;
    const manifestFile = join(output, 'trials', String(id), 'manifest.json');
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { trial: Record<string, any> };
    expect(manifest.trial['model'].from).toBe(`hf:owner/bloom@${commit}`);
    expect(manifest.trial['data'].from).toBe(`hf:datasets/owner/rows@${commit}/train.json`);
    expect(manifest.trial['benchmarks'].exam.from).toBe(`hf:datasets/owner/rows@${commit}/exam.json`);

    // The identity is of the bytes: the same model from a folder is the same trial.
    const local = folder.write('local.json', study(model));
    const other = await weitiao('study', 'plan', local, '--offline', '--dry-run', '--json');
    expect(jsonLines(other.out).find(({ type }) => type === 'trial')).toMatchObject({ id });

    const run = await weitiao(
      'trial',
      'run',
      manifestFile,
      '--output',
      join(output, 'trials', String(id)),
      '--offline',
    );
    expect(run.code).toBe(0);
    const adapter = readFileSync(join(output, 'trials', String(id), 'adapter/adapter_config.json'), 'utf8');
    expect(JSON.parse(adapter)).toMatchObject({ base_model_name_or_path: 'owner/bloom' });
    expect(asked).toEqual([]);
  });

  it('shows a model by its id', async () => {
    const { code, out } = await weitiao('inspect', 'model', 'owner/bloom', '--offline', '--json');
    expect(code).toBe(0);
    expect(jsonLines(out)[0]).toMatchObject({ modelType: 'bloom' });
  });
});
