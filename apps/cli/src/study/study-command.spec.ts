import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, model, root, weitiao } from '../__fixtures__/command-line.js';

const isBuilt = existsSync(join(root, 'apps/cli/dist/bin.js'));
let folder: Folder;
let file: string;
beforeAll(() => {
  folder = new Folder();
  file = folder.write('study.yaml', study);
});
afterAll(() => folder[Symbol.dispose]());

const study = `study: small
models: { small: { use: bloom, from: ${model} } }
methods:
  untuned: none
  lora: { use: lora, rank: 2, targetModules: [query_key_value] }
data: { starter: { use: starter-zh, rows: 20 } }
train:
  template: alpaca-zh
  budget: { steps: 2 }
  examplesPerStep: 2
  maxLength: 96
  learningRate: 1e-3
grid: { methods: all }
benchmarks:
  exam: { use: mmcu, from: ${join(root, 'plugins/datasets/starter-zh/data/exam.json')}, rows: 2 }
`;

describe('weitiao study', () => {
  it('plans without writing when it is only tried', async () => {
    const { code, out } = await weitiao('study', 'plan', file, '--output', folder.inside('none'), '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^[0-9a-f]{8} {2}untuned · seed 1\n[0-9a-f]{8} {2}lora · seed 1\n2 trials; nothing was written\n$/,
    );
    expect(existsSync(folder.inside('none'))).toBe(false);
  });

  it('plans, and tells how far the trials are', async () => {
    const output = folder.inside('planned');
    expect((await weitiao('study', 'plan', file, '--output', output)).code).toBe(0);
    const { out } = await weitiao('study', 'status', output);
    expect(out).toBe('untuned · seed 1  planned\nlora · seed 1     planned\n0 of 2 trials are done.\n');
    const { out: lines } = await weitiao('study', 'status', file, '--output', output, '--json');
    expect(jsonLines(lines).map(({ type, status }) => [type, status])).toEqual([
      ['status', 'planned'],
      ['status', 'planned'],
    ]);
    expect((await weitiao('study', 'report', output)).out).toMatch(/report\.html\n.*report\.md\n/);
  });

  it('writes what editors need', async () => {
    const file = folder.inside('study.schema.json');
    expect(await weitiao('study', 'schema', '--output', file)).toMatchObject({ code: 0, out: `${file}\n` });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      title: 'A Weitiao study',
      properties: { grid: {} },
    });
  });

  (isBuilt ? it : it.skip)('ships one with the plugins that the command comes with', () => {
    const shipped = join(root, 'apps/cli');
    const { files, exports } = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8')) as Record<
      string,
      object
    >;
    expect(files).toContain('study.schema.json');
    expect(exports).toHaveProperty(['./study.schema.json']);
    const schema = JSON.parse(readFileSync(join(shipped, 'study.schema.json'), 'utf8')) as Record<string, any>;
    const kinds = ['model', 'peft', 'dataset', 'benchmark', 'judge'];
    const names = kinds.map((kind) => schema['$defs'][kind].properties.use.anyOf[0].enum as string[]);
    expect(names.flat()).toEqual(expect.arrayContaining(['bloom', 'lora', 'starter-zh', 'mmcu', 'openai']));
    expect(schema['properties'].report.properties.correction.enum).toEqual(['holm', 'none']);
  });

  it.each([
    [
      ['plan', 'study.yaml'],
      study.replace('lora: {', 'lora: { rnak: 1,'),
      64,
      /methods\.lora\.rnak\n(.|\n)*Did you mean "rank"\?/,
    ],
    [['plan', 'study.yaml'], study.replace('rows: 20', 'rows: many'), 64, /data\.starter\.rows/],
    [['run', 'study.yaml', '--launcher', 'ray'], study, 64, /"@weitiao\/launcher-ray" is not installed/],
    [['status', '.'], study, 64, /holds no study: there is no study\.lock\.json/],
    [['reproduce', '.'], study, 64, /holds no finished trial/],
  ])('%j ends with what is wrong', async ([name = '', path = '', ...more], text, code, message) => {
    folder.write('study.yaml', text);
    const ended = await weitiao('study', name, folder.inside(path), ...more);
    expect(ended).toMatchObject({ code, err: expect.stringMatching(message) as unknown });
    folder.write('study.yaml', study);
  });

  (isBuilt ? it : it.skip)(`runs, reports and reproduces${isBuilt ? '' : ' (needs npm run build)'}`, async () => {
    const output = folder.inside('run');
    const { code, out, err } = await weitiao('study', 'run', file, '--output', output, '--max-parallel', '2', '--json');
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining('[2/2] lora · seed 1: done') as unknown,
    });
    const trials = jsonLines(out).filter(({ type }) => type === 'status');
    expect(trials).toMatchObject([{ status: 'done' }, { status: 'done', scores: { exam: expect.any(Number) } }]);
    expect(readFileSync(join(output, 'report/report.md'), 'utf8')).toContain('lora');
    const trial = join(output, 'trials', String(trials[1]!['id']));
    const again = await weitiao('study', 'reproduce', trial);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^same {7}adapter\/adapter_config\.json\n(same .*\n){2}same {7}evaluations\/exam\.jsonl\nsame {7}result\.json\nReproduced byte for byte\.\n$/,
      ) as unknown,
    });
    writeFileSync(join(trial, 'result.json'), '{}');
    const other = await weitiao('study', 'reproduce', trial);
    expect(other).toMatchObject({
      code: 70,
      out: expect.stringContaining('DIFFERENT  result.json\n1 of 5 files differ') as unknown,
    });
  });
});
