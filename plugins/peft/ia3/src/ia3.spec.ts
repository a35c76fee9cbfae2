import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, refusalOf } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import ia3 from './index.js';

const sites = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
const inner = (model: BaseModel): string[] =>
  sites(model)
    .filter(({ role }) => role === 'mlp.output')
    .map(({ path }) => path);

describePeftMethod({
  plugin: ia3,
  options: (model) => ({ targetModules: sites(model).map(({ path }) => path), feedforwardModules: inner(model) }),
  trainable: (model) =>
    sites(model).reduce(
      (sum, { role, inputWidth, outputWidth }) => sum + (role === 'mlp.output' ? inputWidth : outputWidth),
      0,
    ),
  diskKeys: (model) => sites(model).map(({ path }) => `base_model.model.${path}.ia3_l`),
});

describe('feed-forward layers', () => {
  it('must stand among the targets, as peft asks for', () => {
    expect(() => ia3({ targetModules: ['query_key_value'], feedforwardModules: ['dense_4h_to_h'] })).toThrow(
      /feedforwardModules.*Each must stand in targetModules too/s,
    );
  });
});

describe('files that ask for more', () => {
  const config = { peft_type: 'IA3', target_modules: ['query_key_value', 'down'], feedforward_modules: ['down'] };

  it.each([
    [{ modules_to_save: ['norm'] }, 'modules_to_save is ["norm"], it reads null'],
    [{ exclude_modules: ['down'] }, 'exclude_modules is ["down"], it reads null'],
    [{ feedforward_modules: ['up'] }, 'Each must stand in targetModules too'],
    [{ target_modules: ['c_attn'], feedforward_modules: [] }, '"c_attn" matches no linear layer'],
    [{ fan_in_fan_out: true, init_ia3_weights: false }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(ia3, { ...config, ...keys })).toContain(reason);
  });
});
