import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, refusalOf, tinyFusedModel } from '@weitiao/conformance';
import type { BaseModel } from '@weitiao/core';
import { parametersOf } from '@weitiao/nn';
import pTuning from './index.js';

const skip = {
  'changes nothing at the start': 'its vectors are seen from the first step',
  'merge equals attached': 'a prompt is input, there is no weight to fold it into',
};
const diskKeys = () => ['prompt_embeddings'];

describe('MLP', () =>
  describePeftMethod({
    plugin: pTuning,
    options: { virtualTokens: 4, encoderWidth: 6 },
    trainable: ({ width }) => 4 * width + (width + 1) * 6 + 7 * 6 + 7 * width,
    ...{ diskKeys, skip },
  }));

describe('LSTM', () =>
  describePeftMethod({
    plugin: pTuning,
    options: { virtualTokens: 3, encoder: 'LSTM', encoderWidth: 4, encoderDropout: 0.2 },
    // Two directions of two layers: 4 gates of 4, each with input, state and two biases.
    trainable: ({ width }) => 3 * width + 2 * 16 * (width + 4 + 2) + 2 * 16 * (8 + 4 + 2) + 9 * 8 + 9 * width,
    ...{ diskKeys, skip },
  }));

describe('of a model with the shape of bloom-7b1', () => {
  const model: BaseModel = { ...tinyFusedModel(), width: 4096 };
  const countOf = (options: Parameters<typeof pTuning>[0]) =>
    parametersOf(pTuning(options).attach(model))
      .map(({ shape }) => shape.reduce((size, length) => size * length, 1))
      .reduce((sum, size) => sum + size, 0);

  it('has as many numbers as Table 4 of the study says', () => {
    expect(countOf({})).toBe(1151232);
  });
});

describe('files that ask for more', () => {
  it.each([
    [{ encoder_reparameterization_type: 'GRU' }, 'encoder_reparameterization_type'],
    [{ num_transformer_submodules: 2 }, 'num_transformer_submodules is 2, it reads 1'],
    [{ num_attention_heads: 4 }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(pTuning, { peft_type: 'P_TUNING', num_virtual_tokens: 3, ...keys })).toContain(reason);
  });
});
