import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { readTensors } from '@weitiao/checkpoint';
import { loadTokenizer, readPieceModel } from '@weitiao/tokenizer';
import { dispose } from '@weitiao/tensor';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, jsonLines, model as bloom, root, weitiao } from '../__fixtures__/command-line.js';

const rows = join(root, 'plugins/datasets/starter-zh/data/instructions.json');
const llama = join(root, 'plugins/models/llama/src/__fixtures__/heads-4');
const english = [
  'the cat sat on the mat and the rat ran',
  'a man and a van, one two three four',
  'see the sea, the seal and the shell',
];

/** A small LLaMA of 64 rows with a tokenizer of 61 pieces that lacks Chinese, and a Chinese piece model. */
async function prepared(folder: Folder): Promise<{ base: string; chinese: string }> {
  const base = folder.inside('base');
  cpSync(llama, base, { recursive: true });
  const text = folder.write('english.txt', ...english);
  const small = folder.inside('base.model');
  const trained = await weitiao('tokenizer', 'train', text, '--vocabulary', '61', '--no-byte-fallback', '--coverage', '1', '--output', small); // prettier-ignore
  expect(trained.code).toBe(0);
  cpSync(small, join(base, 'tokenizer.model'));
  const chinese = folder.inside('zh.model');
  const { code, out } = await weitiao('tokenizer', 'train', rows, '--vocabulary', '2000', '--no-byte-fallback', '--output', chinese); // prettier-ignore
  expect([code, out]).toEqual([0, expect.stringMatching(/zh\.model: 2,000 pieces from [\d,]+ lines; \d+ merged, [\d,]+ characters\n/)]); // prettier-ignore
  return { base, chinese };
}

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('weitiao tokenizer', () => {
  it('expands a model: tokenizer, rows and configuration, and tells characters per token', async () => {
    using folder = new Folder();
    const { base, chinese } = await prepared(folder);
    const output = folder.inside('expanded');
    const { code, out } = await weitiao('tokenizer', 'expand', base, '--with', chinese, '--output', output, '--limit', '100', '--only-chinese', '--rows', 'pieces', '--pad', '--report', rows); // prettier-ignore
    expect(code).toBe(0);
    expect(out).toContain('expanded: 61 + 100 = 161 pieces, and [PAD]\nembedding and output head: 64 rows before, 162 now; new ones from pieces\n'); // prettier-ignore
    expect(out).toMatch(/^instructions\.json +[\d,]+ +[\d,]+ +[\d,]+ +[\d.]+ +[\d.]+$/m);
    const { pieces } = await readPieceModel(join(output, 'tokenizer.model'));
    expect(pieces.slice(61).every(({ text, score }) => /\p{Script=Han}/u.test(text) && score === 0)).toBe(true);
    const tokenizer = await loadTokenizer(output);
    expect([tokenizer.vocabulary, tokenizer.pad]).toEqual([162, { id: 161, text: '[PAD]' }]);
    const [before, after] = [await readTensors(join(base, 'model.safetensors')), await readTensors(join(output, 'model.safetensors'))]; // prettier-ignore
    for (const name of ['model.embed_tokens.weight', 'lm_head.weight']) {
      const [old, now] = [before.get(name)!, after.get(name)!];
      expect(now.shape).toEqual([162, 16]);
      expect(now.dataSync().slice(0, 61 * 16)).toEqual(old.dataSync().slice(0, 61 * 16));
    }
    dispose([...before.values(), ...after.values()]);
    const inspected = await weitiao('inspect', 'model', output, '--json');
    expect(jsonLines(inspected.out)[0]).toMatchObject({ architecture: { vocabulary: 162 } });
  }, 120_000);

  it('adds nothing twice, says so and writes nothing', async () => {
    using folder = new Folder();
    const { base, chinese } = await prepared(folder);
    const [once, twice] = [folder.inside('once'), folder.inside('twice')];
    await weitiao('tokenizer', 'expand', base, '--with', chinese, '--output', once);
    const { code, out } = await weitiao('tokenizer', 'expand', once, '--with', chinese, '--output', twice);
    expect([code, out]).toEqual([0, `${chinese} has no piece that ${join(once, 'tokenizer.model')} lacks: nothing is written.\n`]); // prettier-ignore
    expect(existsSync(twice)).toBe(false);
    const compared = await weitiao('tokenizer', 'compare', base, once, rows, '--json');
    const [{ rows: found }] = jsonLines(compared.out) as [{ rows: { before: { tokens: number }; after: { tokens: number } }[] }]; // prettier-ignore
    expect(found[0]!.after.tokens).toBeGreaterThan(0);
  }, 120_000);

  it('refuses what it cannot expand, and leaves nothing behind', async () => {
    using folder = new Folder();
    const { base, chinese } = await prepared(folder);
    const output = folder.inside('out');
    const refused = async (given: string, reason: string, ...options: readonly string[]) => {
      const { code, err } = await weitiao('tokenizer', 'expand', given, '--with', chinese, '--output', output, ...options); // prettier-ignore
      expect(code).toBeGreaterThan(0);
      expect(err).toContain(reason);
      expect(readdirSync(folder.path).filter((name) => name.includes('out'))).toEqual([]);
    };
    await refused(bloom, 'Byte-level BPE is made of merges, and a piece of another model comes with none');
    await refused(folder.inside('absent'), 'there is no such file or folder');
    await refused(base, '--report names files of text', '--report', folder.inside('absent.txt'));
    const added = folder.inside('added');
    cpSync(base, added, { recursive: true });
    writeFileSync(join(added, 'tokenizer_config.json'), JSON.stringify({ added_tokens_decoder: { 61: { content: '<mask>' } } })); // prettier-ignore
    await refused(added, 'adds the token "<mask>" with the id 61, behind the 61 pieces');
    const narrow = folder.inside('narrow');
    cpSync(base, narrow, { recursive: true });
    cpSync(chinese, join(narrow, 'tokenizer.model'));
    const { code, err } = await weitiao('tokenizer', 'expand', narrow, '--with', folder.inside('base.model'), '--output', output); // prettier-ignore
    expect([code, err]).toEqual([65, expect.stringContaining('the old tokenizer has 2000 ids')]);
    const same = await weitiao('tokenizer', 'expand', base, '--with', chinese, '--output', base);
    expect(same.err).toContain('which is left as it is. Choose another folder');
  }, 120_000);

  it('reads texts, JSON and JSON lines, and says which line of a file is none', async () => {
    using folder = new Folder();
    const output = folder.inside('small.model');
    const train = (file: string) => weitiao('tokenizer', 'train', file, '--vocabulary', '40', '--no-byte-fallback', '--coverage', '1', '--output', output); // prettier-ignore
    const files = [
      folder.write('a.txt', ...english),
      folder.write('a.jsonl', ...english.map((text) => ({ text }))),
      folder.write('a.json', english.map((text) => ({ deep: [text] }))),
    ]; // prettier-ignore
    const models: Buffer[] = [];
    for (const file of files) {
      expect((await train(file)).code).toBe(0);
      models.push(readFileSync(output));
    }
    expect(models.every((each) => each.equals(models[0]!))).toBe(true);
    const broken = await train(folder.write('b.jsonl', { text: 'a' }, '{"text": '));
    expect([broken.code, broken.err]).toEqual([65, expect.stringContaining('b.jsonl:2')]);
    mkdirSync(folder.inside('c.txt'));
    expect((await train(folder.inside('c.txt'))).err).toContain('it is a folder, wanted was a file of text');
    expect((await train(files[0]!.replace('a.txt', 'none.txt'))).err).toContain('there is no such file');
  }, 60_000);
});
