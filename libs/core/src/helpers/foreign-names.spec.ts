import { describe, expect, it } from '@jest/globals';
import type { Site } from '../contracts/index.js';
import { explainForeign } from './foreign-names.js';

const site = (path: string, role: string): Site => ({ path, role, kind: 'linear', inputWidth: 1, outputWidth: 1 });
const bloom = [
  site('h.0.self_attention.query_key_value', 'attention.query-key-value'),
  site('h.0.mlp.dense_h_to_4h', 'mlp.up'),
];
const llama = ['query', 'key', 'value'].map((part) => site(`layers.0.${part[0]}_proj`, `attention.${part}`));

describe("another family's name of a layer", () => {
  it.each([
    [
      'q_proj',
      bloom,
      "q_proj is LLaMA's name; this model's fused projection is query_key_value.\n  Write: targetModules: [query_key_value]",
    ],
    [
      'up_proj',
      bloom,
      "up_proj is LLaMA's name; this model's is dense_h_to_4h.\n  Write: targetModules: [dense_h_to_4h]",
    ],
    [
      'query_key_value',
      llama,
      "query_key_value is BLOOM's name; this model's projections are q_proj, k_proj, v_proj.\n  Write: targetModules: [q_proj, k_proj, v_proj]",
    ],
    ['gate_proj', bloom, undefined],
    ['query_kye_value', bloom, undefined],
  ])('%s is explained', (target, sites, expected) => {
    expect(explainForeign(target, sites)).toBe(expected);
  });
});
