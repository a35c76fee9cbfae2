import { describe, expect, it } from '@jest/globals';
import { describeBaseModel } from '@weitiao/conformance';
import llama from './index.js';

const config = {
  model_type: 'llama',
  hidden_size: 16,
  intermediate_size: 20,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 20,
};
const build = (more: object = {}) => llama({ from: 'unused' }).build({ ...config, ...more });

describeBaseModel({ name: 'llama', build });
describeBaseModel({
  name: 'llama, grouped heads, biases, tied head',
  build: () => build({ num_key_value_heads: 2, attention_bias: true, mlp_bias: true, tie_word_embeddings: true }),
});

describe('llama refuses what it would compute wrongly', () => {
  it.each([
    [
      'a way to scale positions',
      { rope_scaling: { type: 'ntk', factor: 2 } },
      /rope_type "ntk" is not supported.*llama3, yarn, longrope/,
    ],
    [
      'a scaling that is not whole',
      { rope_scaling: { type: 'su', short_factor: [1, 1] } },
      /long_factor: Invalid input/,
    ],
    ['an activation', { hidden_act: 'gelu' }, /hidden_act/],
    [
      'a quantised checkpoint',
      { quantization_config: { quant_method: 'gptq' } },
      /Quantised checkpoints are not supported/,
    ],
    ['heads that do not fit', { num_attention_heads: 3 }, /num_attention_heads must divide hidden_size/],
  ])('%s', (_, more, message) => {
    expect(() => build(more)).toThrow(message);
  });
});
