import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { dispose, tensor, tensorsAlive, zeros, type Tensor } from '@weitiao/tensor';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { describeWithShared, sharedFolder } from '../__fixtures__/shared-folder.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { loadWeights } from './load-weights.js';

const root = temporaryFolder();
const model = bloomShaped({ width: 4, layers: 1, heads: 2, vocabulary: 6 });
const names = [...model.weights.keys()];
let folders = 0;

/** A folder of its own, with these files; each tensor is filled with its place among the model's weights. */
async function checkpoint(
  files: Record<string, readonly string[]>,
  shapeOf = (name: string) => model.weights.get(name),
): Promise<string> {
  const folder = join(root, `model-${folders++}`);
  for (const [file, stored] of Object.entries(files)) {
    const tensors = new Map(stored.map((name) => [name, numbered(name, shapeOf(withPrefix(name)) ?? [2])]));
    await writeTensors(join(folder, file), tensors);
    dispose([...tensors.values()]);
  }
  return folder;
}
const withPrefix = (name: string) => (model.weights.has(name) ? name : `transformer.${name}`);
const numbered = (name: string, shape: readonly number[]): Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(new Float32Array(size).fill(names.indexOf(withPrefix(name))), [...shape]);
};
const bare = names.map((name) => name.replace('transformer.', ''));

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('loadWeights', () => {
  let alive = 0;
  beforeAll(() => {
    alive = tensorsAlive().count;
  });
  afterEach(() => expect(tensorsAlive().count).toBe(alive));

  async function expectAll(folder: string): Promise<void> {
    const weights = await loadWeights(folder, model);
    expect([...weights.keys()].sort()).toEqual([...names].sort());
    for (const [name, weight] of weights) {
      expect(weight.shape).toEqual(model.weights.get(name));
      expect(new Set(weight.dataSync())).toEqual(new Set([names.indexOf(name)]));
    }
    dispose([...weights.values()]);
  }

  it('reads one file', async () => expectAll(await checkpoint({ 'model.safetensors': names })));

  it('reads names without their first component', async () =>
    expectAll(await checkpoint({ 'model.safetensors': bare })));

  it('passes over buffers and a head that is the embedding', async () => {
    const more = [
      'lm_head.weight',
      'transformer.h.0.attn.masked_bias',
      'h.0.attn.bias',
      'h.0.self_attn.rotary_emb.inv_freq',
    ];
    await expectAll(await checkpoint({ 'model.safetensors': [...names, ...more] }));
  });

  const [first, second] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'] as const;
  async function sharded(stored = names): Promise<string> {
    const folder = await checkpoint({ [first]: stored.slice(0, 5), [second]: stored.slice(5) });
    const map = Object.fromEntries(stored.map((name, i) => [name, i < 5 ? first : second]));
    writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: map }));
    return folder;
  }

  it('reads several files with an index', async () => {
    await expectAll(await sharded());
    await expectAll(await sharded(bare));
  });

  async function refused(folder: string, ...messages: (RegExp | string)[]): Promise<void> {
    const error = await loadWeights(folder, model).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataFormatError);
    for (const message of messages) expect((error as DataFormatError).message).toMatch(message);
  }

  it('lists everything that is missing, unexpected or of another shape at once', async () => {
    const stored = [...names.slice(2), 'transformer.extra', ...Array.from({ length: 9 }, (_, i) => `other.${i}`)];
    const folder = await checkpoint({ 'model.safetensors': stored }, (name) =>
      name.endsWith('ln_f.bias') ? [5] : model.weights.get(name),
    );
    await refused(
      folder,
      `${folder}: the weights are not those of the model that config.json describes.`,
      `missing (2): ${names[0]}, ${names[1]}\n`,
      'unexpected (10): other.0, other.1, other.2, other.3, other.4, other.5, other.6, other.7, … and 2 more\n',
      'of another shape or type (1): transformer.ln_f.bias [5], wanted [4]\n',
      'Take config.json and weights from the same checkpoint.',
    );
  });

  it('refuses whole numbers for weights', async () => {
    const folder = await checkpoint({ 'model.safetensors': names.slice(1) });
    const whole = zeros([6, 4], 'int32');
    const rest = await loadWeights(folder, { ...model, weights: new Map([...model.weights].slice(1)) });
    await writeTensors(join(folder, 'model.safetensors'), new Map([[names[0]!, whole], ...rest]));
    dispose([whole, ...rest.values()]);
    await refused(folder, `${names[0]} is I32, wanted F32, F16, BF16`);
  });

  it('says what an incomplete download lacks', async () => {
    const folder = await sharded();
    rmSync(join(folder, second));
    await refused(folder, `${second}: there is no such file. Is the download complete?`);
    rmSync(join(folder, 'model.safetensors.index.json'));
    await refused(
      folder,
      `there is neither model.safetensors nor model.safetensors.index.json, only ${first}. Download the index too.`,
    );
  });

  it('refuses an index that lies', async () => {
    const folder = await sharded();
    const index = join(folder, 'model.safetensors.index.json');
    const map = (JSON.parse(readFileSync(index, 'utf8')) as { weight_map: Record<string, string> }).weight_map;
    const write = (content: unknown) => writeFileSync(index, JSON.stringify(content));
    write({ weight_map: { ...map, [names[0]!]: second } });
    await refused(folder, `it says that "${names[0]}" is in ${second}, where it is not.`);
    write({ weight_map: { ...map, [names[0]!]: '../elsewhere.safetensors' } });
    await refused(
      folder,
      /the file of ".*" is "..\/elsewhere.safetensors"; wanted is the name of a .safetensors file in the same folder/,
    );
    write({ weight_map: [] });
    await refused(folder, /it has no weight_map/);
    writeFileSync(index, '{\n');
    await refused(folder, /index.json:2: this is not JSON/);
  });

  it('refuses one tensor in two files', async () => {
    const folder = await checkpoint({ [first]: names, [second]: names.slice(0, 1) });
    const map = Object.fromEntries([...names.map((name) => [name, first]), ['other', second]]);
    writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
    await refused(folder, `tensor "${names[0]}" is in ${first} too`);
  });

  it('refuses a truncated file', async () => {
    const folder = await checkpoint({ 'model.safetensors': names });
    truncateSync(join(folder, 'model.safetensors'), 2600);
    await refused(
      folder,
      /model.safetensors: tensor ".*": it ends at byte \d+ of the data, but only \d+ bytes follow the header.*truncated/,
    );
  });

  it('says how to convert pickle files, and what a model folder is', async () => {
    const folder = join(root, 'pickle');
    mkdirSync(folder);
    await refused(folder, /there is no model.safetensors \(nor model.safetensors.index.json\)/);
    writeFileSync(join(folder, 'pytorch_model.bin'), 'PK');
    await refused(folder, /there are no safetensors files, only pytorch_model.bin.*\n.*save_pretrained/);
    await refused(join(root, 'absent'), /absent: there is no such folder/);
  });
});

describeWithShared('loadWeights of a real checkpoint', () => {
  it('gives every weight of bloom-zh-7m', async () => {
    const real = bloomShaped();
    const weights = await loadWeights(join(sharedFolder, 'models/bloom-zh-7m'), real);
    expect(weights.size).toBe(real.weights.size);
    dispose([...weights.values()]);
  });
});
