import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose, tensor } from '@weitiao/tensor';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readSafetensorsHeader } from '../safetensors/read-header.js';
import { loadWeights } from './load-weights.js';
import { saveModel } from './save-model.js';

const root = temporaryFolder();
const source = join(root, 'source');
const target = join(root, 'target');
const config =
  '{\n  "attention_dropout": 0.0,\n  "dtype": "bfloat16",\n  "model_type": "bloom",\n  "vocab_size": 6\n}\n';
const model = bloomShaped({ width: 4, layers: 1, heads: 2, vocabulary: 6 });

beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  mkdirSync(source);
  writeFileSync(join(source, 'config.json'), config);
  writeFileSync(join(source, 'tokenizer.json'), '{"version":"1.0"}');
  writeFileSync(join(source, 'generation_config.json'), '{}');
  writeFileSync(join(source, 'README.md'), 'of another model');
});

describe('saveModel', () => {
  const some = () =>
    new Map(
      [...model.weights].map(([name, shape]) => [
        name,
        tensor(Float32Array.from({ length: shape[0]! * (shape[1] ?? 1) }, Math.sqrt), [...shape]),
      ]),
    );

  it('writes a folder that loads again, with what belongs to the tokenizer', async () => {
    const weights = some();
    await saveModel(target, { source, weights });
    const back = await loadWeights(target, model);
    weights.forEach((weight, name) => expect(back.get(name)!.dataSync()).toEqual(weight.dataSync()));
    expect(readdirSync(target).sort()).toEqual([
      'config.json',
      'generation_config.json',
      'model.safetensors',
      'tokenizer.json',
    ]);
    expect(readdirSync(root).sort()).toEqual(['source', 'target']);
    dispose([...weights.values(), ...back.values()]);
  });

  it('carries every file over that a tokenizer is read from, and the code that the folder brings', async () => {
    const from = join(root, 'forms');
    mkdirSync(from);
    const files = [
      'ice_text.model',
      'merges.txt',
      'qwen.tiktoken',
      'tokenization_chatglm.py',
      'tokenizer.model',
      'vocab.json',
    ];
    for (const name of [...files, 'setup.py']) writeFileSync(join(from, name), name);
    writeFileSync(join(from, 'config.json'), config);
    const weights = some();
    await saveModel(join(root, 'formed'), { source: from, weights });
    const there = readdirSync(join(root, 'formed')).sort();
    rmSync(from, { recursive: true });
    rmSync(join(root, 'formed'), { recursive: true });
    expect(there.filter((name) => name !== 'config.json' && name !== 'model.safetensors')).toEqual(files);
    dispose([...weights.values()]);
  });

  it('cuts large models into files with an index, which load again', async () => {
    const weights = some();
    await saveModel(target, { source, weights, type: 'BF16', shardBytes: 200 });
    const files = readdirSync(target).filter((name) => name.endsWith('.safetensors'));
    expect(files.length).toBeGreaterThan(2);
    expect(files[0]).toBe(`model-00001-of-${String(files.length).padStart(5, '0')}.safetensors`);
    const index = JSON.parse(readFileSync(join(target, 'model.safetensors.index.json'), 'utf8'));
    expect(index.metadata.total_size).toBe(2 * [...weights.values()].reduce((sum, { size }) => sum + size, 0));
    expect(Object.keys(index.weight_map).sort()).toEqual([...weights.keys()].sort());
    const back = await loadWeights(target, model);
    expect([...back.keys()].sort()).toEqual([...weights.keys()].sort());
    dispose([...weights.values(), ...back.values()]);
  });

  const written = (type: string) => config.replace('bfloat16', type).replace('{', `{\n  "torch_dtype": "${type}",`);

  it('keeps the text of config.json but for the type of the numbers, under both of its keys', async () => {
    const weights = some();
    await saveModel(target, { source, weights });
    expect(readFileSync(join(target, 'config.json'), 'utf8')).toBe(written('float32'));
    await saveModel(target, { source, weights, type: 'F16' });
    expect(readFileSync(join(target, 'config.json'), 'utf8')).toBe(written('float16'));
    const { tensors } = await readSafetensorsHeader(join(target, 'model.safetensors'));
    expect(new Set([...tensors.values()].map(({ type }) => type))).toEqual(new Set(['F16']));
    dispose([...weights.values()]);
  });

  it('copies no file that a link in the folder leads out to', async () => {
    const [linked, secret, weights] = [join(root, 'linked'), join(root, 'secret'), some()];
    mkdirSync(linked);
    writeFileSync(secret, 'a key');
    symlinkSync(join(source, 'config.json'), join(linked, 'config.json'));
    symlinkSync(join(source, 'tokenizer.json'), join(linked, 'tokenizer.json'));
    await saveModel(target, { source: linked, weights });
    expect(readFileSync(join(target, 'tokenizer.json'), 'utf8')).toBe('{"version":"1.0"}');
    symlinkSync(secret, join(linked, 'LICENSE'));
    const copied = saveModel(target, { source: linked, weights });
    await expect(copied).rejects.toThrow(`${join(linked, 'LICENSE')}: it is a link to ${secret}, outside of the model`);
    expect(readdirSync(target)).not.toContain('LICENSE');
    dispose([...weights.values()]);
  });

  it("takes the links of the hub's cache", async () => {
    const [repository, weights] = [join(root, 'models--who--what'), some()];
    const snapshot = join(repository, 'snapshots/1a2b');
    mkdirSync(snapshot, { recursive: true });
    mkdirSync(join(repository, 'blobs'));
    for (const name of ['config.json', 'tokenizer.json']) {
      writeFileSync(join(repository, 'blobs', `blob-of-${name}`), readFileSync(join(source, name)));
      symlinkSync(join('../../blobs', `blob-of-${name}`), join(snapshot, name));
    }
    await saveModel(target, { source: snapshot, weights });
    expect(readFileSync(join(target, 'tokenizer.json'), 'utf8')).toBe('{"version":"1.0"}');
    dispose([...weights.values()]);
  });

  it('adds the type where config.json has none', async () => {
    const old = join(root, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'config.json'), '{"model_type": "bloom"}');
    await saveModel(target, { source: old, weights: new Map() });
    expect(JSON.parse(readFileSync(join(target, 'config.json'), 'utf8'))).toEqual({
      model_type: 'bloom',
      torch_dtype: 'float32',
    });
  });

  it('never writes over the model that it was trained from', async () => {
    await expect(saveModel(join(source, '.'), { source, weights: new Map() })).rejects.toThrow(
      /the model that was trained from. Choose another folder/,
    );
    expect(readFileSync(join(source, 'config.json'), 'utf8')).toBe(config);
  });
});
