import { describe, expect, it } from '@jest/globals';
import { jsonLines, model, weitiao } from '../__fixtures__/command-line.js';

const counted = async (...flags: string[]) => {
  const { code, out, err } = await weitiao('inspect', 'adapter', ...flags, '--json');
  if (code !== 0) throw new Error(err);
  return jsonLines(out)[0] as { trainable: number; base: number; total: number; share: number };
};

/** Table 4 of the study (arXiv 2310.07328): BLOOM-7b1, M = 2²⁰. The large ones (-l) have a bottleneck of 256 instead of 32. */
const table4: readonly (readonly [name: string, method: string, millions: string, exactly: number])[] = [
  ['prompt tuning', '{ use: prompt-tuning, virtualTokens: 20 }', '0.08', 81_920],
  ['P-tuning', '{ use: p-tuning, virtualTokens: 20, encoderWidth: 128 }', '1.10', 1_151_232],
  [
    'prefix tuning',
    '{ use: prefix-tuning, virtualTokens: 20, projection: true, projectionWidth: 128 }',
    '30.81',
    32_309_376,
  ],
  ['AdaLoRA', '{ use: adalora, initialRank: 12, targetModules: [query_key_value] }', '5.63', 5_898_600],
  ['LoRA, rank 32', '{ use: lora, rank: 32, targetModules: [query_key_value] }', '15.00', 15_728_640],
  ['LoRA, rank 8', '{ use: lora, rank: 8, targetModules: all-linear }', '15.00', 15_728_640],
  ['SadapterP', '{ use: sadapter-p, bottleneck: 32 }', '7.50', 7_864_320],
  ['SadapterH', '{ use: sadapter-h, bottleneck: 32 }', '15.00', 15_728_640],
  ['P-adapter', '{ use: p-adapter, bottleneck: 32 }', '15.00', 15_728_640],
  ['SadapterP-l', '{ use: sadapter-p, bottleneck: 256 }', '60.00', 62_914_560],
  ['SadapterH-l', '{ use: sadapter-h, bottleneck: 256 }', '120.00', 125_829_120],
  ['P-adapter-l', '{ use: p-adapter, bottleneck: 256 }', '120.00', 125_829_120],
];

describe('weitiao inspect adapter --method --shape', () => {
  it.each(table4)('%s has as many parameters as Table 4 says', async (_name, method, millions, exactly) => {
    const { trainable, base } = await counted('--method', method, '--shape', 'bloom-7b1');
    expect(trainable).toBe(exactly);
    expect((trainable / 2 ** 20).toFixed(2)).toBe(millions);
    expect(base).toBe(7_069_016_064);
  });

  it('counts base weights that are trained in place once', async () => {
    const { trainable, total, share } = await counted('--method', 'full', '--shape', model);
    expect([trainable, total, share]).toEqual([6_787_584, 6_787_584, 1]);
  });

  it('takes options one by one, and a folder for a shape', async () => {
    const { trainable } = await counted(
      ...['--method', 'lora', '--option', 'rank=2', '--option', 'targetModules=[query_key_value]', '--shape', model],
    );
    expect(trainable).toBe(6 * 2 * (256 + 768));
  });

  it('tells the share', async () => {
    const { out } = await weitiao('inspect', 'adapter', '--method', 'bitfit', '--shape', 'bloom-7b1');
    expect(out).toMatch(/bitfit on bloom-7b1, with \{\}\n1,359,872 trainable parameters/);
    expect(out).toMatch(/0\.0192 % trainable/);
  });

  it.each([
    [['--method', 'full', '--shape', 'bloom-7b11'], 'There is no shape "bloom-7b11". Did you mean "bloom-7b1"?'],
    [['--method', 'lora', '--option', 'rank', '--shape', 'bloom-7b1'], 'wanted is key=value, e.g. rank=8'],
    [['--method', 'lora', '--option', 'rnak=2', '--shape', 'bloom-7b1'], 'Did you mean "rank"?'],
    [['--method', 'lora'], 'wanted is an adapter folder, or both --method and --shape'],
  ])('%j ends with 64', async (flags, reason) => {
    const { code, err } = await weitiao('inspect', 'adapter', ...flags);
    expect([code, err]).toEqual([64, expect.stringContaining(reason)]);
  });
});
