import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DataFormatError } from '../errors/data-format-error.js';
import type { BaseModel } from '../contracts/base-model.js';
import { defineModel } from './model-source.js';

const plugin = defineModel({
  name: 'tiny',
  modelTypes: ['tiny'],
  config: z.object({ n_layer: z.int().positive(), n_head: z.int().positive() }),
  build: ({ n_layer }) => ({ layers: n_layer }) as unknown as BaseModel,
});

describe('defineModel', () => {
  it('builds from config.json, whatever else stands there', () => {
    expect(plugin({ from: 'folder' }).build({ n_layer: 2, n_head: 1, more: true })).toEqual({ layers: 2 });
  });

  it('says of a config.json that cannot be which key came how: a checkpoint that is not as it must be', () => {
    const build = () => plugin({ from: 'models/some' }).build({ n_layer: 'six' });
    expect(build).toThrow(DataFormatError);
    expect(build).toThrow(
      'models/some/config.json: model tiny: "n_layer" is "six". Invalid input: expected number, received string.\n' +
        'model tiny: "n_head" is missing.',
    );
  });
});
