import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { BaseModel } from '@weitiao/core';
import { dispose } from '@weitiao/tensor';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { loadWeights } from '../model/load-weights.js';
import { readTensors } from '../safetensors/read-tensors.js';
import { readTorchHeader } from './read-torch-header.js';

const fixture = (name: string) => join(import.meta.dirname, '__fixtures__', name);
const root = temporaryFolder();

beforeAll(() => tensorflow({ threads: 2 }).start());

/** A model that only says which weights it has. */
async function holder(...files: string[]): Promise<BaseModel> {
  const headers = await Promise.all(files.map((file) => readTorchHeader(fixture(file))));
  const weights = new Map(headers.flatMap(({ tensors }) => [...tensors].map(([name, { shape }]) => [name, shape])));
  return {
    specVersion: 1,
    width: 1,
    vocabulary: 1,
    cache: { layers: 1, keyValueHeads: 1, headWidth: 1 },
    sites: [],
    weights,
    forward: (pass) => pass.layout.tokens,
    logits: (rows) => rows,
  };
}

describe('a model folder without safetensors', () => {
  it('is read from pytorch_model.bin', async () => {
    const folder = join(root, 'single');
    mkdirSync(folder);
    copyFileSync(fixture('floats.bin'), join(folder, 'pytorch_model.bin'));
    const loaded = await loadWeights(folder, await holder('floats.bin'));
    const wanted = await readTensors(fixture('plain.safetensors'));
    expect(loaded.size).toBe(4);
    for (const [name, tensor] of loaded) expect([...tensor.dataSync()]).toEqual([...wanted.get(name)!.dataSync()]);
    dispose([...loaded.values(), ...wanted.values()]);
  });

  it('is read from its parts, and asks for the one that is missing', async () => {
    const folder = join(root, 'parts');
    mkdirSync(folder);
    const parts = {
      'pytorch_model-00001-of-00002.bin': 'floats.bin',
      'pytorch_model-00002-of-00002.bin': 'protocol-4.bin',
    };
    const map: Record<string, string> = {};
    for (const [part, file] of Object.entries(parts)) {
      copyFileSync(fixture(file), join(folder, part));
      for (const name of (await readTorchHeader(fixture(file))).tensors.keys()) map[name] = part;
    }
    const model = await holder('floats.bin', 'protocol-4.bin');
    await expect(loadWeights(folder, model)).rejects.toThrow(/without the index/);
    writeFileSync(join(folder, 'pytorch_model.bin.index.json'), JSON.stringify({ weight_map: map }));
    const loaded = await loadWeights(folder, model);
    expect(loaded.size).toBe(Object.keys(map).length);
    dispose([...loaded.values()]);
    rmSync(join(folder, 'pytorch_model-00002-of-00002.bin'));
    await expect(loadWeights(folder, model)).rejects.toThrow(/00002-of-00002.bin: there is no such file/);
  });
});
