import { describe, expect, it } from '@jest/globals';
import { parameter, zeros } from '@weitiao/core';
import { readJson } from '../__fixtures__/read-json.js';
import { decays } from './decays.js';

const named = (name: string) => parameter(name, [1], zeros);

describe('decays', () => {
  it.each([
    'transformer.h.0.self_attention.query_key_value.bias',
    'transformer.h.0.input_layernorm.weight',
    'transformer.word_embeddings_layernorm.weight',
    'transformer.ln_f.weight',
    'transformer.h.3.ln_1.weight',
    'model.norm.weight',
    'model.layers.0.self_attn.q_norm.weight',
    'model.layers.0.RMSNorm.weight',
  ])('spares %s in the standard groups only', (name) => {
    expect(decays(named(name), 'standard')).toBe(false);
    expect(decays(named(name), 'all')).toBe(true);
  });

  it("spares what transformers' Trainer spares in BLOOM", () => {
    const groups = readJson<Record<string, boolean>>('./__fixtures__/decay-groups.json', import.meta.url);
    const found = Object.keys(groups).map((name) => [name, decays(named(name), 'standard')]);
    expect(Object.fromEntries(found)).toEqual(groups);
  });

  it.each([
    'transformer.h.0.self_attention.query_key_value.lora_A.weight',
    'transformer.h.0.self_attention.query_key_value.weight',
    'transformer.h.0.mlp.dense_h_to_4h.adapter_down.weight',
    'model.layers.0.mlp.down_proj.ia3_l',
    'prompt_embeddings',
    'model.layers.0.normalizer.weight',
  ])('acts on %s', (name) => {
    expect(decays(named(name), 'standard')).toBe(true);
  });
});
