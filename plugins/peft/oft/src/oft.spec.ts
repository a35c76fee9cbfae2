import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, refusalOf } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import oft from './index.js';
import { dividing } from './rotation.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
const diskKeys = (model: BaseModel): string[] =>
  targets(model).map(({ path }) => `base_model.model.${path}.oft_R.weight`);

describe('rotations by a series', () =>
  describePeftMethod({
    plugin: oft,
    options: { blockSize: 4, targetModules: 'all-linear' },
    trainable: (model) => targets(model).reduce((sum, { inputWidth }) => sum + (inputWidth / 4) * 6, 0),
    diskKeys,
  }));

describe('exact rotations, the same for all blocks', () =>
  describePeftMethod({
    plugin: oft,
    options: { blocks: 3, cayley: 'exact', shared: true, targetModules: 'all-linear' },
    trainable: (model) =>
      targets(model).reduce((sum, { inputWidth }) => sum + ((inputWidth / 3) * (inputWidth / 3 - 1)) / 2, 0),
    diskKeys,
  }));

describe('the width of a block', () => {
  it.each([
    [32, 24, 24],
    [5, 24, 4],
    [7, 24, 6],
    [9, 24, 8],
    [11, 24, 12],
    [4, 24, 4],
  ])('%p of an input of %2$p: %3$p', (wanted, width, taken) => {
    expect(dividing(width, wanted)).toBe(taken);
  });
});

describe('files that ask for more', () => {
  it.each([
    [{ coft: true }, 'coft is true, it reads false'],
    [{ bias: 'oft_only' }, 'bias is "oft_only", it reads "none"'],
    [{ num_cayley_neumann_terms: 1 }, 'neumannTerms'],
    [{ module_dropout: 0.1, eps: 1e-3 }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(oft, { peft_type: 'OFT', oft_block_size: 4, target_modules: ['up'], ...keys })).toContain(
      reason,
    );
  });
});
