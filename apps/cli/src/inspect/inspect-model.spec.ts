import { afterAll, describe, expect, it } from '@jest/globals';
import bloom from '@weitiao/model-bloom';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, jsonLines, model, root, weitiao } from '../__fixtures__/command-line.js';
import { halvingStorage, memoryFacts } from './model/memory-facts.js';
import { memoryLines } from './model/memory-lines.js';

const inspected = async (...flags: string[]) => {
  const { code, out, err } = await weitiao('inspect', 'model', ...flags, '--json');
  if (code !== 0 && code !== 65) throw new Error(err);
  return jsonLines(out)[0] as Record<string, Record<string, unknown>>;
};
const folder = new Folder();
afterAll(() => folder[Symbol.dispose]());
const fixture = (family: string, name: string) => join(root, 'plugins/models', family, 'src/__fixtures__', name);

describe('weitiao inspect model', () => {
  it('tells architecture, weights, tokenizer and template of a folder', async () => {
    const facts = await inspected(model);
    expect(facts['architecture']).toMatchObject({
      parameters: { total: 6_787_584, embedding: 2_048_000, perLayer: 789_760 },
      ...{ width: 256, layers: 6, heads: 4, headWidth: 64, keyValueHeads: 4, vocabulary: 8000, tiedHead: true },
    });
    expect(facts['stored']).toEqual({ files: 1, bytes: 2 * 6_787_584, types: { F16: 2 * 6_787_584 } });
    expect(facts['tokenizer']).toMatchObject({ vocabulary: 8000, fits: true, endOfText: { id: 2, text: '</s>' } });
  });

  it.each([
    ['llama', 'yarn', 'rotary, base 10,000, yarn × 4'],
    ['llama', 'heads-4', 'rotary, base 500'],
    ['chatglm', 'rope-ratio', 'rotary, ratio 3'],
    ['gpt2', 'plain', 'a learned table'],
  ])('tells the positions of %s %s', async (family, name, positions) => {
    const facts = await inspected(fixture(family, name));
    expect(facts['architecture']).toMatchObject({ positions, context: expect.any(Number) });
  });

  it('counts files, and says what cannot be loaded without ending there', async () => {
    expect((await inspected(fixture('llama', 'wide-heads')))['stored']).toMatchObject({ files: 4 });
    const broken = folder.inside('broken');
    cpSync(fixture('llama', 'wide-heads'), broken, { recursive: true });
    rmSync(join(broken, 'model-00002-of-00004.safetensors'));
    const { code, out } = await weitiao('inspect', 'model', broken);
    expect(code).toBe(65);
    expect(out).toMatch(/^weights: none that can be read: .*model-00002-of-00004.safetensors: there is no such file/m);
    expect(out).toMatch(/^tokenizer: none that can be read: /m);
    const other = folder.inside('other');
    cpSync(fixture('llama', 'heads-4'), other, { recursive: true });
    cpSync(join(fixture('llama', 'yarn'), 'model.safetensors'), join(other, 'model.safetensors'));
    expect((await weitiao('inspect', 'model', other)).out).toMatch(
      /weights: .* which cannot be loaded: .*of another shape or type \(4\)/s,
    );
  });

  it('ends with 65 where it cannot be used, and with 0 where memory does not suffice', async () => {
    const usable = async (...flags: string[]) => {
      const { code, out } = await weitiao('inspect', 'model', ...flags, '--json');
      return [code, jsonLines(out)[0]!['usable']];
    };
    expect(await usable(model)).toEqual([0, true]);
    expect(await usable(model, '--micro-batch', '100000', '--max-length', '100000')).toEqual([0, true]);
    expect(await usable('--shape', 'bloom')).toEqual([0, undefined]);
    const other = folder.inside('other-tokenizer');
    cpSync(fixture('llama', 'heads-4'), other, { recursive: true });
    expect(await usable(other)).toEqual([65, false]);
    for (const name of ['tokenizer.json', 'tokenizer_config.json']) cpSync(join(model, name), join(other, name));
    expect(await usable(other)).toEqual([65, false]);
    const { out } = await weitiao('inspect', 'model', other);
    expect(out).toContain('8,000 ids for 64 rows: MORE THAN THE EMBEDDING HAS ROWS');
  });

  it('takes an id, of which no weights are fetched', async () => {
    const commit = '1'.repeat(40);
    const repository = folder.inside('cache/models--who--tiny');
    const snapshot = join(repository, 'snapshots', commit);
    mkdirSync(join(repository, 'refs'), { recursive: true });
    writeFileSync(join(repository, 'refs/main'), commit);
    cpSync(fixture('llama', 'yarn'), snapshot, { recursive: true });
    const before = { ...process.env };
    Object.assign(process.env, { HF_HUB_CACHE: folder.inside('cache'), HF_HUB_OFFLINE: '1' });
    try {
      const facts = await inspected('who/tiny');
      expect(facts).toMatchObject({ folder: snapshot, modelType: 'llama', stored: { files: 1 } });
      for (const name of ['model.safetensors', 'logits.safetensors']) rmSync(join(snapshot, name));
      expect((await inspected('who/tiny'))['stored']).toMatchObject({ files: 0, unknown: expect.any(String) });
    } finally {
      process.env = before;
    }
  });

  it('finds a chat template and the defaults of generating', async () => {
    const chat = folder.inside('chat');
    cpSync(model, chat, { recursive: true });
    writeFileSync(join(chat, 'chat_template.jinja'), '{{ messages }}');
    writeFileSync(join(chat, 'generation_config.json'), '{"temperature": 0.7, "transformers_version": "5.0"}');
    const { out } = await weitiao('inspect', 'model', chat);
    expect(out).toContain('chat template: 14 characters of chat_template.jinja\n');
    expect(out).toContain('generation: {"temperature":0.7}\n');
  });

  it('says whether a training fits, and with what it would', async () => {
    const method = '{ use: lora, rank: 8, targetModules: all-linear }';
    const fits = await weitiao('inspect', 'model', model, '--method', method, '--max-length', '128');
    expect(fits.out).toMatch(
      /^memory of training, lora on 4 × 128 tokens \(estimated; weights float32\):\n {2}frozen weights +28 MB$/m,
    );
    expect(fits.out).toMatch(/free on this machine: it (just )?fits/);
    const never = await weitiao('inspect', 'model', '--shape', 'bloom', '--method', 'full');
    expect(never.out).toContain('IT DOES NOT FIT, also not with --recompute, --weights bfloat16 and --micro-batch 1');
    expect((await inspected('--shape', 'llama-7b', '--method', method))['memory']).toMatchObject({ method: 'lora' });
  });

  it('names the smallest changes that make it fit', () => {
    const large = bloom({ from: 'unused' }).build({ hidden_size: 2048, n_layer: 24, n_head: 16, vocab_size: 250_880 });
    const options = { maxLength: 512, microBatch: 4, recompute: false, weights: 'float32' } as const;
    const { needed } = memoryFacts(large, undefined, options);
    const facts = memoryFacts(large, undefined, options, 'bfloat16', needed - 1);
    expect([facts.fits, facts.instead[0]?.options]).toEqual([false, '--weights bfloat16']);
    expect(memoryLines(facts).at(-1)).toMatch(/IT DOES NOT FIT; it would with --weights bfloat16 \(.* GB\), or /);
    expect(memoryFacts(large, undefined, options, 'bfloat16', needed).fits).toBe(true);
    const rounded = memoryFacts(large, undefined, options, 'bfloat16-rounded', needed - 1);
    expect(rounded.instead[0]?.options).toBe('--weights bfloat16-rounded');
  });

  it('tells where bfloat16 may halve nothing: the weights are stored in another type', async () => {
    const { out } = await weitiao('inspect', 'model', model, '--weights', 'bfloat16');
    expect(out).toContain('(estimated; weights bfloat16 where it has all their numbers, else twice as much):');
    const rounded = await weitiao('inspect', 'model', model, '--weights', 'bfloat16-rounded');
    expect(rounded.out).toContain('(estimated; weights bfloat16-rounded):');
    expect([halvingStorage(['BF16']), halvingStorage(['BF16', 'F32'])]).toEqual(['bfloat16', 'bfloat16-rounded']);
  });

  it.each([
    [[], 'Wanted is a folder or an id, or --shape'],
    [[model, '--shape', 'bloom-7b1'], 'Wanted is a folder or an id, or --shape'],
    [['--shape', 'bloom-7b11'], 'Did you mean "bloom-7b1"?'],
    [[model, '--method', 'lore'], 'lora'],
    [[model, '--weights', 'int8'], 'bfloat16'],
  ])('%j ends with 64', async (flags, reason) => {
    const { code, err } = await weitiao('inspect', 'model', ...flags);
    expect([code, err]).toEqual([64, expect.stringContaining(reason)]);
  });
});
