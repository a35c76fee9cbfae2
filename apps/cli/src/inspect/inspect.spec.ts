import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { jsonLines, model, shortTrial, weitiao } from '../__fixtures__/command-line.js';

describe('weitiao inspect', () => {
  it('shows tokens, mask and segments of the data', async () => {
    const { code, out } = await weitiao('inspect', 'data', shortTrial, '--rows', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/rows, \d+ examples, 12 steps\n.* of them trained/);
    expect(out).toMatch(/^trained {1,3}│·/m);
    expect(out).toContain('■');
  });

  it('shows plain text as the blocks that are trained, and where documents end in them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weitiao-inspect-'));
    await writeFile(join(folder, 'poems.txt'), '床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n');
    const trial = {
      model: { use: 'bloom', from: model },
      method: 'none',
      data: { use: 'text', from: 'poems.txt', document: 'line' },
      train: { budget: { epochs: 1 }, maxLength: 16, documents: 'separate', examplesPerStep: 1, learningRate: 0 },
    };
    await writeFile(join(folder, 'trial.json'), JSON.stringify(trial));
    const { code, out, err } = await weitiao('inspect', 'data', join(folder, 'trial.json'));
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^note: poems\.txt: \d+ tokens at the end/) });
    expect(out).toMatch(/trial\.json: 4 documents, (\d) blocks, \1 steps\n/);
    expect(out).toMatch(/[234] segments .*: 16 tokens, 1[234] trained/);
    await rm(folder, { recursive: true });
  });

  it('shows sizes and the places for adapters of a model', async () => {
    const { out } = await weitiao('inspect', 'model', model);
    expect(out).toContain('6,787,584 parameters: 2,048,000 embedding, 789,760 a layer, 1,024 besides · the head is');
    expect(out).toMatch(/linear +query_key_value +attention\.query-key-value +256 → 768 · 6/);
  });

  it('shows how a tokenizer cuts a text', async () => {
    const { out } = await weitiao('inspect', 'tokenizer', model, '--text', '你好', '--json');
    expect(jsonLines(out)[0]).toMatchObject({ vocabulary: 8000, endOfText: { id: 2, text: '</s>' }, decoded: '你好' });
  });

  it('shows where a tokenizer comes from, in each of its forms', async () => {
    const { out } = await weitiao('inspect', 'tokenizer', model);
    expect(out).toContain('tokenizer.json, BPE, from tokenizer.json, tokenizer_config.json');
    expect(out).toMatch(/added tokens: <unk> \(0\) · <s> \(1\) · <\/s> \(2\)/);
    const folder = await mkdtemp(join(tmpdir(), 'weitiao-inspect-'));
    const fixtures = join(import.meta.dirname, '../../../../libs/tokenizer/src');
    await copyFile(join(fixtures, 'load/__fixtures__/ice_text.model'), join(folder, 'ice_text.model'));
    await writeFile(join(folder, 'tokenizer_config.json'), '{"num_image_tokens": 0}');
    const ice = (await weitiao('inspect', 'tokenizer', folder, '--text', '今天\n天气')).out;
    await rm(folder, { recursive: true });
    expect(ice).toContain('blanks and line breaks as pieces (ChatGLM-6B), from ice_text.model, tokenizer_config.json');
    expect(ice).toMatch(/in front of every text nothing · behind it \d+, \d+\n/);
    expect(ice).toMatch(/\d+ {2}"\\n" {2}\(<n>\)/);
  });
});
