import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError, type BaseModel, type LinearSite } from '@weitiao/core';
import { dispose, philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallDisk } from '../__fixtures__/small-disk.js';
import { readSafetensorsHeader, readTensors, writeTensors } from '../safetensors/index.js';
import { resizeModel, type ResizedModel } from './resize-model.js';

const root = mkdtempSync(join(tmpdir(), 'weitiao-resize-'));
beforeAll(() => tensorflow({ threads: 2 }).start());
afterAll(() => rmSync(root, { recursive: true }));

const width = 4;
const head = (vocabulary: number): LinearSite => ({
  ...{ path: 'lm_head', kind: 'linear', role: 'head', inputWidth: width, outputWidth: vocabulary, rows: 'output' },
  ...{ weight: 'lm_head.weight', bias: 'lm_head.bias' },
});

/** An embedding, a layer, and a head of its own with a bias, or none. */
function modelOf({ vocab_size: vocabulary, tied = false, odd = false }: Record<string, unknown>): BaseModel {
  const rows = Number(vocabulary);
  const never = () => {
    throw new Error('this model computes nothing');
  };
  return {
    ...{ specVersion: 1, width, vocabulary: rows, cache: { layers: 1, keyValueHeads: 1, headWidth: 4 } },
    sites: [
      { path: 'embed', kind: 'embedding', role: 'embedding', inputWidth: rows, outputWidth: width },
      ...(tied ? [] : [head(rows)]),
    ],
    weights: new Map<string, number[]>([
      ['embed.weight', [rows, width]],
      ['layer.weight', [odd ? rows : 3, width]],
      ...(tied ? [] : ([['lm_head.weight', [rows, width]], ['lm_head.bias', [rows]]] as const)), // prettier-ignore
    ] as [string, number[]][]),
    ...{ forward: never, logits: never },
  };
}

let folders = 0;
/** A model folder of random numbers. */
async function source(config: Record<string, unknown> = {}, type: 'F32' | 'F16' | 'BF16' = 'F32'): Promise<string> {
  const folder = mkdtempSync(join(root, `source-${folders++}-`));
  const whole = { model_type: 'any', vocab_size: 6, layer_norm_epsilon: 1e-5, ...config };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(whole).replace('1e-5', '0.0'));
  const tensors = new Map(
    [...modelOf(whole).weights].map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, tensor(philoxNormal(size, randomKey('source', name)), [...shape])];
    }),
  );
  await writeTensors(join(folder, 'model.safetensors'), tensors, { type });
  dispose([...tensors.values()]);
  writeFileSync(join(folder, 'generation_config.json'), '{}');
  writeFileSync(join(folder, 'tokenizer.json'), '{"old": true}');
  return folder;
}

const wanted = (from: string, change: Partial<ResizedModel> = {}): ResizedModel => ({
  ...{ source: from, build: modelOf, first: 6, vocabulary: 9 },
  newRows: { from: 'normal', deviation: 0.02, seed: 1 },
  tokenizer: (folder) => Promise.resolve(writeFileSync(join(folder, 'tokenizer.model'), 'new')),
  ...change,
});
const output = () => join(root, `output-${folders++}`);

/** The bytes of a tensor in a file. */
async function bytes(file: string, name: string): Promise<Buffer> {
  const entry = (await readSafetensorsHeader(file)).tensors.get(name)!;
  return readFileSync(file).subarray(entry.position, entry.position + entry.bytes);
}
async function numbers(folder: string, name: string): Promise<number[]> {
  const tensors = await readTensors(join(folder, 'model.safetensors'));
  const values = [...tensors.get(name)!.dataSync()];
  dispose([...tensors.values()]);
  return values;
}

describe.each(['F32', 'F16', 'BF16'] as const)('a folder of %s', (type) => {
  it('keeps old rows and all other weights bit for bit, and its type', async () => {
    const [from, to] = [await source({}, type), output()];
    expect(await resizeModel(to, wanted(from))).toEqual({ before: 6, after: 9 });
    const [before, after] = [join(from, 'model.safetensors'), join(to, 'model.safetensors')];
    const { tensors } = await readSafetensorsHeader(after);
    expect([...tensors.values()].map((entry) => [entry.name, entry.type, entry.shape])).toEqual([
      ['embed.weight', type, [9, 4]],
      ['layer.weight', type, [3, 4]],
      ['lm_head.bias', type, [9]],
      ['lm_head.weight', type, [9, 4]],
    ]);
    for (const name of tensors.keys()) {
      const old = await bytes(before, name);
      expect((await bytes(after, name)).subarray(0, old.length)).toEqual(old);
    }
    expect(readFileSync(join(to, 'config.json'), 'utf8')).toContain('"vocab_size":9,"layer_norm_epsilon":0.0');
    expect(readdirSync(to).sort()).toEqual(['config.json', 'generation_config.json', 'model.safetensors', 'tokenizer.model']); // prettier-ignore
  });

  it('begins new rows with the mean of old ones', async () => {
    const [from, to] = [await source({}, type), output()];
    const pieces = [[1], [0, 2], []];
    await resizeModel(to, wanted(from, { newRows: { from: 'pieces', piecesOf: (id) => pieces[id - 6]!, deviation: 0.02, seed: 1 } })); // prettier-ignore
    for (const name of ['embed.weight', 'lm_head.weight']) {
      const [old, rows] = [await numbers(from, name), await numbers(to, name)];
      expect(rows.slice(24, 28)).toEqual(old.slice(4, 8));
      const precision = { F32: 6, F16: 3, BF16: 2 }[type];
      rows.slice(28, 32).forEach((value, at) => expect(value).toBeCloseTo((old[at]! + old[8 + at]!) / 2, precision));
      expect(Math.max(...rows.slice(32).map(Math.abs))).toBeLessThan(0.2);
    }
    expect((await numbers(to, 'lm_head.bias'))[8]).toBe(0);
  });
});

describe('new rows', () => {
  it('are drawn by seed, table and id: the same for the same, and as wide as was asked', async () => {
    const from = await source();
    const run = async (seed: number) => {
      const to = output();
      await resizeModel(to, wanted(from, { vocabulary: 306, newRows: { from: 'normal', deviation: 0.02, seed } }));
      return (await numbers(to, 'embed.weight')).slice(24);
    };
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    const deviation = Math.sqrt(one.reduce((sum, value) => sum + value * value, 0) / one.length);
    expect(Math.abs(deviation - 0.02)).toBeLessThan(0.0015);
  });

  it('take the place of padding, and are padded to a multiple', async () => {
    const padded = await source();
    const to = output();
    // Four tokens, six rows: the fifth token takes the fifth row, and the sixth stays as it was.
    expect(await resizeModel(to, wanted(padded, { first: 4, vocabulary: 5 }))).toEqual({ before: 6, after: 6 });
    const [old, rows] = [await numbers(padded, 'embed.weight'), await numbers(to, 'embed.weight')];
    expect([rows.slice(0, 16), rows.slice(20)]).toEqual([old.slice(0, 16), old.slice(20)]);
    expect(rows.slice(16, 20)).not.toEqual(old.slice(16, 20));
    expect(await resizeModel(output(), wanted(padded, { multipleOf: 8 }))).toEqual({ before: 6, after: 16 });
  });

  it('are one table where the head is the embedding, in as many files as are asked for', async () => {
    const [from, to] = [await source({ tied: true }), output()];
    await resizeModel(to, wanted(from, { shardBytes: 100 }));
    const { weight_map: map } = JSON.parse(readFileSync(join(to, 'model.safetensors.index.json'), 'utf8')) as { weight_map: object }; // prettier-ignore
    expect(map).toEqual({
      'embed.weight': 'model-00001-of-00002.safetensors',
      'layer.weight': 'model-00002-of-00002.safetensors',
    });
  });
});

describe('nothing is written, and it is said why', () => {
  it.each<[string, Record<string, unknown>, Partial<ResizedModel>, string]>([
    ['the vocabulary is larger than the embedding', {}, { first: 8, vocabulary: 9 }, 'the old tokenizer has 8 ids, the new one 9, and the embedding 6 rows'],
    ['the new vocabulary is the smaller one', {}, { first: 6, vocabulary: 5 }, 'tokenizer and model are not of one checkpoint'],
    ['another weight has a row for each token', { odd: true }, {}, 'more than an embedding and a head with a row for each token'],
  ])('%s', async (_, config, change, message) => {
    const [from, to] = [await source(config), output()];
    const run = resizeModel(to, wanted(from, change));
    await expect(run).rejects.toThrow(DataFormatError);
    await expect(run).rejects.toThrow(message);
    expect(readdirSync(root)).not.toContain(to.split('/').at(-1));
  }); // prettier-ignore

  it('the folder is the model itself', async () => {
    const from = await source();
    await expect(resizeModel(from, wanted(from))).rejects.toThrow('Choose another folder');
  });

  it('the tokenizer cannot be written', async () => {
    const [from, to] = [await source(), output()];
    const run = resizeModel(to, wanted(from, { tokenizer: () => Promise.reject(new Error('stopped')) }));
    await expect(run).rejects.toThrow('stopped');
    expect(readdirSync(root).filter((name) => name.includes(to.split('/').at(-1)!))).toEqual([]);
  });

  it('the disk is full', async () => {
    const disk = smallDisk();
    if (!disk) return; // this process may not mount one
    const from = await source();
    await expect(resizeModel(join(disk.folder, 'out'), wanted(from, { vocabulary: 200_000 }))).rejects.toThrow('full');
    expect(readdirSync(disk.folder)).toEqual([]);
    disk.free();
  });
});
