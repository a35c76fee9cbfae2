import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, model, weitiao } from '../__fixtures__/command-line.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

/** A copy of the model in which something is wrong. */
function damaged(name: string, damage: (folder: string) => void): string {
  cpSync(model, folder.inside(name), { recursive: true });
  damage(folder.inside(name));
  return folder.inside(name);
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
    const input = folder.write('one.jsonl', { tokens: [1, 2], from: 1 });
    const { code, err } = await weitiao(
      'score',
      '--model',
      broken,
      '--input',
      input,
      '--output',
      folder.inside('damaged.jsonl'),
    );
    rmSync(broken, { recursive: true });
    expect(err).toMatch(message);
    expect(code).toBe(65);
    expect(existsSync(folder.inside('damaged.jsonl'))).toBe(false);
  });
});
