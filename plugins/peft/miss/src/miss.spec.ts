import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, refusalOf, tinyFusedModel } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import miss from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
const diskKeys = (model: BaseModel): string[] =>
  targets(model).map(({ path }) => `base_model.model.${path}.miss_block`);
const outputs = (model: BaseModel): number => targets(model).reduce((sum, { outputWidth }) => sum + outputWidth, 0);

describe('one matrix for all shards, the last shard filled up', () =>
  describePeftMethod({
    plugin: miss,
    options: { rank: 5, targetModules: 'all-linear', dropout: 0.2 },
    trainable: (model) => 5 * outputs(model),
    diskKeys,
  }));

describe('bat', () =>
  describePeftMethod({
    plugin: miss,
    options: { rank: 4, variant: 'bat', targetModules: 'all-linear' },
    trainable: (model) => 4 * outputs(model),
    diskKeys,
  }));

describe('mini', () =>
  describePeftMethod({
    plugin: miss,
    options: { rank: 4, variant: 'mini', columns: 3, targetModules: 'all-linear' },
    trainable: (model) => 12 * targets(model).length,
    diskKeys,
  }));

describe('a layer that cannot be cut', () => {
  it.each([
    [{ rank: 5, variant: 'bat' as const }, 'for bat the rank must divide both widths'],
    [{ rank: 4, variant: 'mini' as const, columns: 7 }, 'for mini the number of columns, 7, must divide the output'],
    [{ rank: 13 }, 'the rank is larger than the input'],
  ])('is refused by its name: %p', (options, reason) => {
    expect(() => miss({ ...options, targetModules: ['query_key_value'] }).attach(tinyFusedModel())).toThrow(
      `MiSS of rank ${options.rank} does not fit layers.0.attention.query_key_value [36, 12]: ${reason}.`,
    );
  });
});

describe('files that ask for more', () => {
  it.each([
    [{ init_weights: 'novel' }, 'variant'],
    [{ bias: 'MiSS_only' }, 'bias is "MiSS_only", it reads "none"'],
    [{ r: 13 }, 'the rank is larger than the input'],
    [{ init_weights: false }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(miss, { peft_type: 'MISS', r: 4, target_modules: ['up'], ...keys })).toContain(reason);
  });
});
