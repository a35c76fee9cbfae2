import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, refusalOf } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import vera from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');

describePeftMethod({
  plugin: vera,
  options: { rank: 5, targetModules: 'all-linear', dropout: 0.2 },
  trainable: (model) => targets(model).reduce((sum, { outputWidth }) => sum + 5 + outputWidth, 0),
  diskKeys: (model) => [
    ...['A', 'B'].map((half) => `base_model.vera_${half}`),
    ...targets(model).flatMap(({ path }) => ['b', 'd'].map((half) => `base_model.model.${path}.vera_lambda_${half}`)),
  ],
});

describe('files that ask for more', () => {
  it.each([
    [{ save_projection: false }, 'save_projection is false, it reads true'],
    [{ bias: 'all' }, 'bias is "all", it reads "none"'],
    [{ layers_to_transform: [0] }, 'layers_to_transform is [0], it reads null'],
    [{ init_weights: false }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(vera, { peft_type: 'VERA', r: 4, target_modules: ['up'], ...keys })).toContain(reason);
  });
});
