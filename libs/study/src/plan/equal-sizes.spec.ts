import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseStudy } from '../config/parse-study.js';
import { SourceText } from '../config/source-text.js';
import { StudyFolder } from '../__fixtures__/study-folder.js';
import { plugins } from '../__fixtures__/trial-folder.js';
import type { SizeOutcome } from '../results/study-results.js';
import { equalSizes } from './equal-sizes.js';

let folder: StudyFolder;
beforeEach(() => void (folder = new StudyFolder()));
afterEach(() => folder[Symbol.dispose]());

const targetModules = ['query_key_value'];
const lora = { use: 'lora', rank: 8, targetModules };

async function sizesOf(methods: object, equalParameters: unknown, changes = {}): Promise<SizeOutcome[]> {
  const source = SourceText.read(folder.studyFile({ methods, equalParameters, grid: { methods: 'all' }, ...changes }));
  return equalSizes(source, await parseStudy(source), plugins);
}
const distances = (sizes: readonly SizeOutcome[]) =>
  Object.fromEntries(sizes.map(({ method, wanted, reached }) => [method, Math.abs(reached / wanted - 1)]));

describe('methods of equal size', () => {
  it('come within 5 % of LoRA on a model of 7 billion, which is not allocated for it', async () => {
    mkdirSync(folder.inside('7b1'));
    const shape = { vocab_size: 250880, hidden_size: 4096, n_layer: 30, n_head: 32, model_type: 'bloom' };
    folder.write('7b1/config.json', JSON.stringify(shape));
    const methods = {
      untuned: 'none',
      lora: { ...lora, rank: 32 },
      'sadapter-h': { use: 'sadapter-h' },
      dora: { use: 'dora', targetModules },
      hira: { use: 'hira', targetModules },
      houlsby: { use: 'houlsby' },
    };
    const sizes = await sizesOf(methods, 'lora', { models: { bloom: { use: 'bloom', from: '7b1' } } });
    expect(sizes.map(({ method, option }) => [method, option])).toEqual([
      ['lora', undefined],
      ['sadapter-h', 'bottleneck'],
      ['dora', 'rank'],
      ['hira', 'rank'],
      ['houlsby', 'bottleneck'],
    ]);
    // 30 layers of rank × (4096 + 3 × 4096)
    expect(sizes[0]).toMatchObject({ wanted: 30 * 32 * 4 * 4096, reached: 30 * 32 * 4 * 4096 });
    for (const distance of Object.values(distances(sizes))) expect(distance).toBeLessThan(0.05);
  });

  it('have the option in their trials, and in the identity of these', async () => {
    const methods = { lora, dora: { use: 'dora', targetModules } };
    const { trials, sizes, notes } = await folder.planStudy({
      methods,
      equalParameters: '15k',
      grid: { methods: 'all' },
    });
    expect(distances(sizes)['lora']).toBeLessThan(0.2);
    expect(trials[0]!.manifest.trial.method).toMatchObject({ use: 'lora', rank: sizes[0]!.value });
    const { value } = sizes[0]!;
    const same = await folder.planStudy({ methods: { lora: { ...lora, rank: value } } });
    expect(trials[0]!.manifest.id).toBe(same.trials[0]!.manifest.id);
    expect(notes.length).toBe(sizes.filter(({ wanted, reached }) => Math.abs(reached / wanted - 1) > 0.05).length);
  });

  it('stay as they are where they have no size, which is told', async () => {
    const methods = { lora, full: { use: 'full' }, bitfit: { use: 'bitfit' } };
    const { sizes, notes } = await folder.planStudy({ methods, equalParameters: 'lora', grid: { methods: 'all' } });
    expect(sizes.map(({ option }) => option)).toEqual([undefined, undefined, undefined]);
    expect(notes).toEqual([
      expect.stringMatching(
        /^full on small trains [\d,]+ parameters, \d+ % more than the [\d,]+ wanted: it has no option for its size\.$/,
      ),
      expect.stringMatching(/^bitfit on small trains [\d,]+ parameters, \d+ % (more|less) than/),
    ]);
  });

  it('know options with which only some values fit, and the first layers', async () => {
    const methods = {
      lora,
      adalora: { use: 'adalora', initialRank: 12, targetRank: 5, targetModules },
      miss: { use: 'miss', targetModules },
      freeze: { use: 'freeze', layers: -1, modules: ['self_attention'] },
    };
    const [, adalora, miss] = await sizesOf({ ...methods, freeze: undefined }, 'lora');
    expect(adalora).toMatchObject({ option: 'initialRank', value: 8 });
    expect(miss!.reached / miss!.wanted).toBeCloseTo(1, 1);
    const [freeze] = await sizesOf({ freeze: methods.freeze }, 300_000);
    expect(freeze!.value).toBeLessThan(0);
  });

  it.each([
    [
      { 'p-tuning': { use: 'p-tuning', virtualTokens: 50 } },
      10,
      /study\.json:\d+:\d+ {2}methods\.p-tuning\.encoderWidth\n {2}On small this method cannot train about 10 parameters: the nearest is encoderWidth 1 with [\d,]+, \d+ % more\.\n {2}Give equalParameters another size, or leave "p-tuning" out of the grid\.\n {2}1 of 1 trials use this method\. Nothing was started\.$/,
    ],
    [{ lora }, 1e9, /methods\.lora\.rank\n {2}On small .*: the nearest is rank \d+ with [\d,]+, 100 % less\./],
    [{ lora: { ...lora, rnak: 1 } }, 100, /methods\.lora\.rnak\n(.|\n)*1 of 1 trials use this method/],
    [{ lora }, 'lroa', /equalParameters\n {2}"lroa" is not among the methods of this study\. Did you mean "lora"\?/],
    [{ untuned: 'none', lora }, 'untuned', /equalParameters\n {2}"untuned" trains nothing\./],
    [{ lora }, -1, /equalParameters.*\n {2}A study: "equalParameters" is -1\. A number of parameters is wanted/],
  ])('refuse %j as large as %j', async (methods, wanted, message) => {
    await expect(sizesOf(methods, wanted)).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message) as unknown,
    });
  });
});
