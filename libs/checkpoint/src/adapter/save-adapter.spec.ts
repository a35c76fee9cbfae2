import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { PeftMethod } from '@weitiao/core';
import { concat, dispose, tensorsAlive, zeros } from '@weitiao/tensor';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bottleneck, lora, prefixTuning } from '../__fixtures__/methods.js';
import { configOf, saved, small } from '../__fixtures__/saved-adapter.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from '../safetensors/read-tensors.js';

beforeAll(() => tensorflow({ threads: 2 }).start());
let alive = 0;
beforeAll(() => {
  alive = tensorsAlive().count;
});
afterEach(() => expect(tensorsAlive().count).toBe(alive));

const root = temporaryFolder();
const at = (name: string) => join(root, name);

describe('saveAdapter', () => {
  it("writes peft's two files", async () => {
    const folder = await saved(at('lora'), lora({ rank: 2, alpha: 16, targetModules: ['dense', 'query_key_value'] }));
    expect(readdirSync(folder).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    expect(readFileSync(join(folder, 'adapter_config.json'), 'utf8')).toBe(
      [
        '{',
        '  "base_model_name_or_path": "some/model",',
        '  "bias": "none",',
        '  "inference_mode": true,',
        '  "lora_alpha": 16,',
        '  "modules_to_save": null,',
        '  "peft_type": "LORA",',
        '  "r": 2,',
        '  "rank_pattern": {},',
        '  "target_modules": [',
        '    "dense",',
        '    "query_key_value"',
        '  ],',
        '  "task_type": "CAUSAL_LM",',
        '  "use_dora": false,',
        '  "use_rslora": false',
        '}',
        '',
      ].join('\n'),
    );
    const tensors = await readTensors(join(folder, 'adapter_model.safetensors'));
    expect([...tensors.keys()].slice(0, 2)).toEqual([
      'base_model.model.transformer.h.0.self_attention.dense.lora_A.weight',
      'base_model.model.transformer.h.0.self_attention.dense.lora_B.weight',
    ]);
    expect(tensors.size).toBe(8);
    dispose([...tensors.values()]);
  });

  it('writes the facts of the model, and one tensor for virtual tokens', async () => {
    const folder = await saved(at('prefix'), prefixTuning({ virtualTokens: 3 }));
    expect(configOf(folder)).toMatchObject({
      num_virtual_tokens: 3,
      num_layers: 2,
      token_dim: 4,
      prefix_projection: false,
    });
    const tensors = await readTensors(join(folder, 'adapter_model.safetensors'));
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([['prompt_embeddings', [3, 16]]]);
    dispose([...tensors.values()]);
  });

  it('writes what the method makes of what was trained, and keeps none of it', async () => {
    const plain = lora({ rank: 2, targetModules: ['query_key_value'] });
    const doubled: PeftMethod = {
      ...plain,
      written: (tensors) => ({
        options: { ...(plain.options as object), rank: 4 },
        tensors: new Map(
          [...tensors].map(([name, value]) => [name, name.includes('_A') ? concat([value, value]) : value]),
        ),
      }),
    };
    const folder = await saved(at('written'), doubled);
    expect(configOf(folder)['r']).toBe(4);
    const tensors = await readTensors(join(folder, 'adapter_model.safetensors'));
    expect([...tensors.values()].slice(0, 2).map(({ shape }) => shape)).toEqual([
      [4, 4],
      [12, 2],
    ]);
    dispose([...tensors.values()]);
  });

  it('writes a scaling as the float that LLM-Adapters asks for', async () => {
    const folder = await saved(at('bottleneck'), bottleneck({ size: 2 }));
    expect(readFileSync(join(folder, 'adapter_config.json'), 'utf8')).toContain('"scaling": 1.0,');
  });

  it('refuses rows of another shape before it writes', async () => {
    const wrong = zeros([2, 4]);
    await expect(saved(at('wrong'), prefixTuning({ virtualTokens: 3 }), small, wrong)).rejects.toThrow(
      /the shape \[2, 4\], wanted \[3, 16\]/,
    );
    expect(readdirSync(root)).not.toContain('wrong');
  });

  it('replaces an adapter and nothing else', async () => {
    const folder = await saved(at('again'), lora({ rank: 2 }));
    await saved(at('again'), lora({ rank: 3 }));
    expect(configOf(folder)['r']).toBe(3);
    mkdirSync(join(root, 'precious'));
    writeFileSync(join(root, 'precious/thesis.tex'), '');
    await expect(saved(at('precious'), lora({ rank: 2 }))).rejects.toThrow(
      /precious: the folder holds other files and no adapter_config.json/,
    );
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
