import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadAdapter, readTensors, saveAdapter } from '@weitiao/checkpoint';
import { inTemporaryFolder, tinyFusedModel, withPass, type Bench } from '@weitiao/conformance';
import type { BaseModel } from '@weitiao/core';
import { parametersOf, ParameterStore, virtualRows, Weights } from '@weitiao/nn';
import { concat, dispose, scope, zeros } from '@weitiao/tensor';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prefixTuning from './index.js';

const grouped = fileURLToPath(new URL('__fixtures__/grouped', import.meta.url));
const noTensors = new Weights(new Map());

/** A model of the shape of the fixture's: 4 query heads, 2 of keys and values. It shows what its layers remember beside nothing of their own. */
const model: BaseModel = {
  ...tinyFusedModel(),
  width: 16,
  cache: { layers: 2, keyValueHeads: 2, headWidth: 4 },
};

/** Keys and values of all layers, heads × tokens × width each, one after another. */
function cacheOf(bench: Bench): number[] {
  const row = [{ id: 0, tokens: [0], labels: [-100] }];
  return withPass(bench, [row], undefined, (pass) => {
    pass.withPrompts(zeros([1, 16]));
    const empty = () => zeros([1, 2, 0, 4]);
    const layers = [0, 1].map((layer) => pass.remember(layer, { key: empty(), value: empty() }));
    return [...concat(layers.flatMap(({ key, value }) => [key, value])).dataSync()];
  });
}

/** What peft's layers got of the same prefix. */
async function cacheOfPeft(): Promise<number[]> {
  const tensors = await readTensors(join(grouped, 'cache.safetensors'));
  const all = ['key.0', 'value.0', 'key.1', 'value.1'].flatMap((key) => [...tensors.get(key)!.dataSync()]);
  dispose([...tensors.values()]);
  return all;
}

/** The fixture as a folder, its tensors from another file and its configuration with other keys, if told. */
async function folderOf(folder: string, file = 'adapter_model.safetensors', keys = {}): Promise<string> {
  const config = JSON.parse(await readFile(join(grouped, 'adapter_config.json'), 'utf8')) as object;
  await writeFile(join(folder, 'adapter_config.json'), JSON.stringify({ ...config, ...keys }));
  await copyFile(join(grouped, file), join(folder, 'adapter_model.safetensors'));
  return folder;
}

async function loaded(folder: string, into: BaseModel = model) {
  const { adapter, tensors, method, trainable } = await loadAdapter(folder, [prefixTuning], into);
  const values = ParameterStore.of(tensors);
  return { method, adapter, values, trainable, bench: { model, weights: noTensors, adapters: [{ adapter, values }] } };
}

describe('files of peft, for a model whose queries share keys', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it('give every layer the keys and values that they give it in peft', async () => {
    const { values, bench, trainable } = await loaded(grouped);
    expect(cacheOf(bench)).toEqual(await cacheOfPeft());
    expect(trainable).toBe(true);
    values[Symbol.dispose]();
  });

  it('in the order of the study are read where the file says so, and written in the order of today', () =>
    inTemporaryFolder(async (folder) => {
      const old = await loaded(await folderOf(folder, 'fork.safetensors', { prefix_slot_order: 'keys-first' }));
      expect(cacheOf(old.bench)).toEqual(await cacheOfPeft());
      const rows = scope(() => virtualRows(model, noTensors, old.bench.adapters[0]!)!);
      const { method, adapter, values } = old;
      const saved = { method, model, adapter, values: values.get.bind(values), rows, baseModel: 'grouped' };
      await saveAdapter(join(folder, 'again'), saved);
      expect(await readFile(join(folder, 'again/adapter_config.json'), 'utf8')).not.toContain('slot');
      const again = await loaded(join(folder, 'again'));
      expect(cacheOf(again.bench)).toEqual(await cacheOfPeft());
      dispose(rows);
      [old, again].forEach((one) => one.values[Symbol.dispose]());
    }));

  it('of another order than they say give other numbers', () =>
    inTemporaryFolder(async (folder) => {
      const { bench, values } = await loaded(await folderOf(folder, 'fork.safetensors'));
      expect(cacheOf(bench)).not.toEqual(await cacheOfPeft());
      values[Symbol.dispose]();
    }));

  it.each([
    [{ prefix_slot_order: 'sideways' }, model, /slotOrder/],
    [{ num_transformer_submodules: 2 }, model, /num_transformer_submodules is 2, it reads 1/],
    [{ prefix_sharing: true }, model, /prefix_sharing is true, a key that it does not know/],
    [
      {},
      { ...model, cache: { layers: 2, keyValueHeads: 4, headWidth: 4 } },
      /prompt_embeddings \[3, 32\], wanted \[3, 64\]/,
    ],
  ])('that do not fit are refused by what does not: %p', (keys, into, reason) =>
    inTemporaryFolder(async (folder) => {
      await expect(loaded(await folderOf(folder, undefined, keys), into)).rejects.toThrow(reason);
    }),
  );
});

describe('of a model with the shape of bloom-7b1', () => {
  const large: BaseModel = { ...model, width: 4096, cache: { layers: 30, keyValueHeads: 32, headWidth: 128 } };
  const countOf = (options: Parameters<typeof prefixTuning>[0]) =>
    parametersOf(prefixTuning(options).attach(large))
      .map(({ shape }) => shape.reduce((size, length) => size * length, 1))
      .reduce((sum, size) => sum + size, 0);

  it('has as many numbers as Table 4 of the study says, with the projection that the study used', () => {
    expect(countOf({ projection: true })).toBe(32309376);
    expect(countOf({})).toBe(4915200);
  });
});
