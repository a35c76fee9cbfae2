import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { quickstartModel } from '../__fixtures__/trial-folder.js';
import { identityOfModel } from './hash-contents.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weitiao-identity-'));
  cpSync(quickstartModel, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As the study's downloads have it: nothing of this is read, and a hub's cache does not have it. */
const besides = {
  'original/consolidated.safetensors': 'the same weights in another form',
  'original/tokenizer.model': 'and their tokenizer',
  'consolidated.safetensors': 'Mistral puts them beside',
  'pytorch_model.bin': 'pickled',
  'README.md': '# a model',
};

describe('the identity of a model', () => {
  it.each(Object.entries(besides))('does not count %s, which is not read', async (name, content) => {
    const before = await identityOfModel(folder);
    mkdirSync(join(folder, 'original'));
    writeFileSync(join(folder, name), content);
    expect(await identityOfModel(folder)).toBe(before);
  });

  it.each(['config.json', 'model.safetensors', 'tokenizer.json'])('counts %s', async (name) => {
    const before = await identityOfModel(folder);
    writeFileSync(join(folder, name), 'another');
    expect(await identityOfModel(folder)).not.toBe(before);
  });

  it('counts the parts that the index names, and the index', async () => {
    const [one, other] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    for (const name of [one, other, 'model-00001-of-00009.safetensors'])
      copyFileSync(join(folder, 'model.safetensors'), join(folder, name));
    rmSync(join(folder, 'model.safetensors'));
    writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: { a: one, b: other } }));
    const seen = [await identityOfModel(folder)];
    writeFileSync(join(folder, other), 'another part');
    seen.push(await identityOfModel(folder));
    writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: { b: one, a: other } }));
    seen.push(await identityOfModel(folder));
    expect(new Set(seen).size).toBe(3);
    writeFileSync(join(folder, 'model-00001-of-00009.safetensors'), 'of another revision');
    expect(await identityOfModel(folder)).toBe(seen[2]);
  });
});
