import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { dispose, tensor, tensorsAlive, zeros } from '@weitiao/tensor';
import { cpSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { bottleneck, dora, lora, prefixTuning, projectedPrompt } from '../__fixtures__/methods.js';
import { changeConfig, saved, small } from '../__fixtures__/saved-adapter.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from '../safetensors/read-tensors.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { loadAdapter } from './load-adapter.js';

beforeAll(() => tensorflow({ threads: 2 }).start());
let alive = 0;
beforeAll(() => {
  alive = tensorsAlive().count;
});
afterEach(() => expect(tensorsAlive().count).toBe(alive));

const root = temporaryFolder();
const at = (name: string) => join(root, name);
const all = [dora, lora, prefixTuning, projectedPrompt, bottleneck];

describe('loadAdapter refuses', () => {
  async function refused(folder: string, ...messages: (RegExp | string)[]): Promise<void> {
    const error = await loadAdapter(folder, all, small).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataFormatError);
    for (const message of messages) expect((error as DataFormatError).message).toMatch(message);
  }

  it('names the keys that ask for what no method can do', async () => {
    const folder = await saved(at('asking'), lora({ rank: 2 }));
    changeConfig(folder, { bias: 'all', rank_pattern: { dense: 3 } });
    await refused(
      folder,
      /asking.adapter_config.json: no method that is here can do what this adapter asks for/,
      'lora: bias is "all", it reads "none"; rank_pattern is {"dense":3}, it reads {}',
    );
  });

  it('names a value that changes what the tensors mean', async () => {
    const folder = await saved(at('pissa'), lora({ rank: 2 }));
    changeConfig(folder, { init_lora_weights: 'gaussian' });
    const { tensors } = await loadAdapter(folder, all, small);
    dispose([...tensors.values()]);
    changeConfig(folder, { init_lora_weights: 'pissa' });
    await refused(folder, 'lora: init_lora_weights is "pissa", which it does not read');
  });

  it('names a key that is set and that no method knows, for it may change the result', async () => {
    const folder = await saved(at('novel'), lora({ rank: 2 }));
    changeConfig(folder, { use_novelty: null, novelty_layers: [], peft_version: '9.0' });
    const { tensors } = await loadAdapter(folder, all, small);
    dispose([...tensors.values()]);
    changeConfig(folder, { use_novelty: true });
    await refused(folder, 'lora: use_novelty is true, a key that it does not know');
  });

  it('says what of an adapter does not fit a model of another architecture', async () => {
    const folder = await saved(at('architecture'), lora({ rank: 2, targetModules: ['dense'] }));
    changeConfig(folder, { target_modules: ['q_proj'] });
    await refused(
      folder,
      /adapter_config.json: it does not fit this model: "q_proj" matches no linear layer/,
      'This model has: query_key_value · dense · dense_h_to_4h · dense_4h_to_h',
      'It was trained on some/model.',
    );
  });

  it.each([NaN, Infinity, -Infinity])('names tensors that hold %s', async (bad) => {
    const folder = await saved(at('diverged'), lora({ rank: 2, targetModules: ['query_key_value'] }));
    const file = join(folder, 'adapter_model.safetensors');
    const tensors = await readTensors(file);
    const [first] = [...tensors.keys()] as [string];
    const values = tensors.get(first)!.dataSync().slice();
    values[3] = bad;
    const damaged = tensor(values, [2, 4]);
    await writeTensors(file, new Map([...tensors, [first, damaged]]));
    dispose([...tensors.values(), damaged]);
    await refused(folder, 'the adapter is damaged', `with NaN or infinite values (1): ${first}`);
  });

  it('names a type that no method reads, and those that are', async () => {
    const folder = await saved(at('unknown'), lora({ rank: 2 }));
    changeConfig(folder, { peft_type: 'VERA' });
    await refused(
      folder,
      'peft_type is "VERA". Methods that are here read BOTTLENECK, LORA, PREFIX_TUNING, P_TUNING; install the plugin',
    );
    changeConfig(folder, { peft_type: null });
    await refused(folder, 'peft_type is null; wanted is a name such as "LORA"');
  });

  it('says which value does not fit', async () => {
    const folder = await saved(at('value'), lora({ rank: 2 }));
    changeConfig(folder, { r: -2 });
    await refused(folder, /adapter_config.json: peft lora: "rank" is -2/, 'In this file rank is r,');
  });

  it('lists tensors that are missing, unexpected or of another shape', async () => {
    const folder = await saved(at('keys'), lora({ rank: 2, targetModules: ['query_key_value'] }));
    const file = join(folder, 'adapter_model.safetensors');
    const tensors = await readTensors(file);
    const [first, second] = [...tensors.keys()] as [string, string];
    const renamed = new Map(
      [...tensors].map(([name, value]) => [name === first ? name.replace('.weight', '.default.weight') : name, value]),
    );
    const wrong = zeros([3, 3]);
    await writeTensors(file, renamed.set(second, wrong));
    dispose([...tensors.values(), wrong]);
    await refused(
      folder,
      'its tensors are not those that lora has on this model. It was trained on some/model.',
      `missing (1): ${first}`,
      `unexpected (1): ${first.replace('.weight', '.default.weight')}`,
      `of another shape (1): ${second} [3, 3], wanted [12, 2]`,
    );
  });

  it('refuses an adapter of a larger model', async () => {
    const folder = await saved(
      at('large'),
      prefixTuning({ virtualTokens: 3 }),
      bloomShaped({ width: 8, layers: 2, heads: 2, vocabulary: 6 }),
    );
    await refused(folder, 'of another shape (1): prompt_embeddings [3, 32], wanted [3, 16]');
  });

  it('says what a folder is that holds no adapter', async () => {
    await refused(join(root, 'absent'), /there is no such folder. Wanted is an adapter folder/);
    const folder = await saved(at('parts'), lora({ rank: 2 }));
    renameSync(join(folder, 'adapter_model.safetensors'), join(folder, 'adapter_model.bin'));
    await refused(folder, /adapter_model.bin: it is damaged/);
    renameSync(join(folder, 'adapter_model.bin'), join(folder, 'elsewhere.bin'));
    await refused(folder, /adapter_model.safetensors: there is no such file/);
    cpSync(folder, join(root, 'outer/default'), { recursive: true });
    await refused(join(root, 'outer'), /there is no such file; an adapter is in .*outer.default: name that folder/);
    writeFileSync(join(root, 'outer/config.json'), '{}');
    await refused(join(root, 'outer'), /this is the folder of a model, not of an adapter/);
    writeFileSync(join(folder, 'adapter_config.json'), '{\n"r": 2');
    await refused(folder, /adapter_config.json:2: this is not JSON/);
  });
});
