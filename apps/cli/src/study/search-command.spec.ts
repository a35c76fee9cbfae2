import { existsSync } from 'node:fs';
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
  lora: { use: lora, rank: 8, targetModules: [query_key_value] }
  sadapter-h: { use: sadapter-h }
  full: { use: full }
data: { starter: { use: starter-zh, rows: 20 } }
equalParameters: lora
train:
  template: alpaca-zh
  budget: { steps: 2 }
  examplesPerStep: 2
  maxLength: 96
  learningRate: { lora: { search: [1e-4, 1e-3], on: held-out }, sadapter-h: 1e-3, full: 1e-5 }
  heldOut: { rows: 2, everySteps: 5 }
grid: { methods: [lora, sadapter-h], seeds: [1, 2] }
`;

describe('weitiao study, on equal terms', () => {
  it('plans sizes and tries, and says that the trials follow', async () => {
    const { code, out, err } = await weitiao('study', 'plan', file, '--output', folder.inside('none'), '--dry-run');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(/[0-9a-f]{8}(?= )/g, '#').split('\n')).toEqual([
      expect.stringMatching(/^lora on small: ([\d,]+) of \1 trained parameters wanted, as written$/),
      expect.stringMatching(/^sadapter-h on small: [\d,]+ of [\d,]+ trained parameters wanted, bottleneck \d+$/),
      '#  lora · seed 1 · try learning rate 0.0001',
      '#  lora · seed 1 · try learning rate 0.001',
      '          lora · seed 1 · follows with the rate that is chosen',
      '          lora · seed 2 · follows with the rate that is chosen',
      '#  sadapter-h · seed 1',
      '#  sadapter-h · seed 2',
      '2 tries and 4 trials; nothing was written',
      '',
    ]);
    expect(existsSync(folder.inside('none'))).toBe(false);
  });

  it('tells programs the same, and what is not equal as a note', async () => {
    const whole = folder.write('whole.yaml', study.replace('[lora, sadapter-h]', 'all'));
    const { out, err } = await weitiao('study', 'plan', whole, '--dry-run', '--json');
    const types = jsonLines(out).map(({ type }) => String(type));
    expect(types.join(' ')).toBe('try try size size size trial trial trial trial trial trial plan');
    expect(err).toMatch(/^note: full on small trains [\d,]+ parameters, .* it has no option for its size\.\n$/);
  });

  it('has a status of both phases', async () => {
    const output = folder.inside('planned');
    expect((await weitiao('study', 'plan', file, '--output', output)).code).toBe(0);
    const { out } = await weitiao('study', 'status', output);
    expect(out).toBe(
      [
        'lora · seed 1 · rate 0.0001  planned',
        'lora · seed 1 · rate 0.001   planned',
        'lora · seed 1                planned',
        'lora · seed 2                planned',
        'sadapter-h · seed 1          planned',
        'sadapter-h · seed 2          planned',
        '0 of 2 learning rates were tried.',
        '0 of 4 trials are done.',
        '',
      ].join('\n'),
    );
  });

  (isBuilt ? it : it.skip)(`runs both phases${isBuilt ? '' : ' (needs npm run build)'}`, async () => {
    const output = folder.inside('run');
    const short = folder.write('short.yaml', study.replace('[lora, sadapter-h], seeds: [1, 2]', '[lora]'));
    const { code, out, err } = await weitiao('study', 'run', short, '--output', output);
    expect(code).toBe(0);
    expect(err).toContain('[1/2] lora · seed 1 · learning rate 0.0001: done');
    expect(err).toContain('lora: the learning rate 0.001 is chosen\n1 trials, 1 of them ended before');
    expect(out).toMatch(/lora · seed 1 · rate 0\.001 +done +held-out loss [\d.]+ {2}chosen\n/);
    expect(out).toContain('2 of 2 learning rates were tried.\n1 of 1 trials are done.\n');
    const { out: planned } = await weitiao('study', 'plan', short, '--output', output, '--dry-run');
    expect(planned).not.toContain('follows');
  });
});
