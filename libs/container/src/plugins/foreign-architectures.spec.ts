import { describe, expect, it } from '@jest/globals';
import { nobodyReads } from './plugin-errors.js';

describe('an architecture that no plugin reads', () => {
  it.each([
    ['mixtral', 'a mixture of experts'],
    ['qwen2_moe', 'a mixture of experts'],
    ['qwen3_moe', 'a mixture of experts'],
    ['deepseek_v3', 'a mixture of experts'],
    ['minicpm3', 'a decoder with latent attention'],
    ['t5', 'an encoder with a decoder'],
    ['qwen2_vl', 'a model of images and text'],
  ])('is named: %s', (type, kind) => {
    expect(nobodyReads('model_type', type, 'model', [])).toContain(
      `no installed plugin reads model_type "${type}". It is ${kind}; the plugins here read dense decoders of text.`,
    );
  });

  it('is not guessed at', () => {
    expect(nobodyReads('model_type', 'lama', 'model', [])).toContain('no installed plugin reads model_type "lama".\n');
  });
});
