import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { dispose, tensorsAlive, zeros } from '@weitiao/tensor';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { checkpoints } from '../__fixtures__/checkpoints.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { loadWeights } from './load-weights.js';

const root = temporaryFolder();
const { model, names, first, second, checkpoint, sharded } = checkpoints(root);

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('loadWeights refuses', () => {
  let alive = 0;
  beforeAll(() => {
    alive = tensorsAlive().count;
  });
  afterEach(() => expect(tensorsAlive().count).toBe(alive));

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
      `there is no model.safetensors, and of parts only ${first} without the index. Download the index (*.index.json) too.`,
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

  it.each(['/tmp/x.safetensors', 'C:x.safetensors', '..\\x.safetensors', 'a/x.safetensors', '.x.safetensors', ''])(
    'refuses an index that names the path %j',
    async (path) => {
      const folder = await sharded();
      const content = JSON.stringify({ weight_map: { [names[0]!]: path } });
      writeFileSync(join(folder, 'model.safetensors.index.json'), content);
      await refused(folder, /wanted is the name of a .safetensors file in the same folder/);
    },
  );

  it('refuses an index of another revision: fewer files than their names tell', async () => {
    const folder = await sharded();
    const index = join(folder, 'model.safetensors.index.json');
    writeFileSync(index, JSON.stringify({ weight_map: { [names[0]!]: first } }));
    await refused(
      folder,
      `it names 1 files (${first}), whose own names tell of 2. It is of another revision than the files, or cut`,
    );
    const third = 'model-00003-of-00003.safetensors';
    writeFileSync(index, JSON.stringify({ weight_map: { [names[0]!]: first, [names[1]!]: third } }));
    await refused(folder, /whose own names tell of 2 and 3\./);
  });

  it.each([
    [['h.0.qweight', 'h.0.g_idx'], 'GPTQ'],
    [['h.0.qweight', 'h.0.qzeros', 'h.0.scales'], 'GPTQ or AWQ'],
    [['h.0.weight.absmax', 'h.0.weight.quant_state.bitsandbytes__nf4'], 'bitsandbytes, 4 bit'],
    [['h.0.SCB'], 'bitsandbytes, 8 bit'],
    [['h.0.weight_scale_inv'], '8-bit floating point'],
    [['h.0.weight_packed', 'h.0.weight_scale'], 'compressed-tensors'],
    [['h.0.weight_scale'], 'weights in whole numbers with scales'],
  ])('says that a checkpoint with %j is quantised', async (extra, kind) => {
    const folder = await checkpoint({ 'model.safetensors': [...names.slice(2), ...extra] });
    await refused(folder, `the checkpoint is quantised (${kind}: `, /Read are weights in 32 or 16 bit: take the/);
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

  it('says what is wrong with pickle files, and what a model folder is', async () => {
    const folder = join(root, 'pickle');
    mkdirSync(folder);
    await refused(
      folder,
      /there is no model.safetensors \(nor model.safetensors.index.json\), and no pytorch_model.bin/,
    );
    writeFileSync(join(folder, 'pytorch_model.bin'), 'PK');
    await refused(folder, /pytorch_model.bin: it is damaged .*Download it again/);
    renameSync(join(folder, 'pytorch_model.bin'), join(folder, 'model.ckpt'));
    await refused(folder, /there are no safetensors files, only model.ckpt.*\n.*save_pretrained/);
    await refused(join(root, 'absent'), /absent: there is no such folder/);
  });
});
