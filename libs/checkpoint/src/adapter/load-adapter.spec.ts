import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { Parameter, PeftMethod } from '@weitiao/core';
import { dispose, tensor, tensorsAlive, type Tensor } from '@weitiao/tensor';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { bottleneck, dora, lora, prefixTuning, projectedPrompt } from '../__fixtures__/methods.js';
import { changeConfig, saved, small, valuesOf } from '../__fixtures__/saved-adapter.js';
import { describeWithShared, sharedFolder } from '../__fixtures__/shared-folder.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { promptKey } from './adapter-keys.js';
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

describe('loadAdapter', () => {
  it.each<[string, PeftMethod]>([
    ['lora', lora({ rank: 2, alpha: 3, targetModules: ['dense'], rankStabilised: true })],
    ['a regular expression', lora({ targetModules: '.*\\.dense_.*' })],
    ['dora', dora({ rank: 2, targetModules: 'all-linear' })],
    ['prefix-tuning', prefixTuning({ virtualTokens: 3 })],
    ['bottleneck', bottleneck({ size: 2, scaling: 0.5 })],
  ])('reads what saveAdapter wrote: %s', async (name, method) => {
    const loaded = await loadAdapter(await saved(at(`back ${name}`), method), all, small);
    expect({ name: loaded.method.name, options: loaded.method.options }).toEqual({
      name: method.name,
      options: method.options,
    });
    expect({ trainable: loaded.trainable, baseModel: loaded.baseModel }).toEqual({
      trainable: true,
      baseModel: 'some/model',
    });
    const expected = valuesOf(loaded.adapter);
    expect(new Set(loaded.tensors.keys())).toEqual(new Set(expected.keys()));
    for (const [parameter, value] of expected)
      expect(loaded.tensors.get(parameter)!.dataSync()).toEqual(value.dataSync());
    dispose([...expected.values(), ...loaded.tensors.values()]);
  });

  it('passes over targets that are not here, as peft does', async () => {
    const folder = await saved(at('superset'), lora({ targetModules: ['dense'] }));
    changeConfig(folder, { target_modules: ['q_proj', 'dense', 'v_proj'] });
    const { method, tensors } = await loadAdapter(folder, all, small);
    expect(method.options).toMatchObject({ targetModules: ['dense'] });
    dispose([...tensors.values()]);
  });

  it('uses rows that a projection made, without its parameters', async () => {
    const rows = tensor([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    const loaded = await loadAdapter(
      await saved(at('projected'), projectedPrompt({ virtualTokens: 2 }), small, rows),
      all,
      small,
    );
    const [[table, value]] = [...loaded.tensors] as [[Parameter, Tensor]];
    expect(loaded.trainable).toBe(false);
    expect(table).toMatchObject({ name: promptKey, shape: [2, 4], trained: false });
    expect(loaded.adapter.prompt!.rows({ table: value }, undefined as never)).toBe(value);
    expect([...value.dataSync()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    value.dispose();
  });

  it("takes peft's own values for keys that a file leaves out or sets to null, and ignores those that it does not know", async () => {
    const folder = await saved(at('short'), lora({ rank: 8, alpha: 8, targetModules: ['dense'] }));
    const short = {
      peft_type: 'LORA',
      target_modules: ['dense'],
      lora_alpha: null,
      use_dora: null,
      megatron_core: 'megatron.core',
    };
    writeFileSync(join(folder, 'adapter_config.json'), JSON.stringify(short));
    const { method, tensors, baseModel } = await loadAdapter(folder, all, small);
    expect({ name: method.name, options: method.options, baseModel }).toEqual({
      name: 'lora',
      options: { rank: 8, alpha: 8, targetModules: ['dense'], rankStabilised: false },
      baseModel: undefined,
    });
    dispose([...tensors.values()]);
  });
});

describeWithShared('loadAdapter of folders that peft wrote', () => {
  const model = bloomShaped();

  it.each([
    ['lora', 'lora', { rank: 8, alpha: 16, targetModules: ['query_key_value'], rankStabilised: false }, 12],
    ['dora', 'dora', { rank: 8, alpha: 16, targetModules: ['query_key_value'], rankStabilised: false }, 18],
    ['lora-all-rslora', 'lora', { rank: 4, alpha: 8, rankStabilised: true }, 48],
    ['prefix-tuning', 'prefix-tuning', { virtualTokens: 8 }, 1],
    ['p-tuning', 'projected-prompt', { virtualTokens: 8 }, 1],
  ])('%s', async (folder, name, options, count) => {
    const { method, tensors } = await loadAdapter(join(sharedFolder, 'golden', folder, 'end'), all, model);
    expect(method.name).toBe(name);
    expect(method.options).toMatchObject(options);
    expect(tensors.size).toBe(count);
    dispose([...tensors.values()]);
  });
});
