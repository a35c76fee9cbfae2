import { describe, expect, it } from '@jest/globals';
import { describeBaseModel, describeShapes } from '@weitiao/conformance';
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
    [
      'a mixture of experts',
      { num_local_experts: 8 },
      /"num_local_experts" is 8. Mixtures of experts are not supported/,
    ],
    ['capped logits', { final_logit_softcapping: 30 }, /"final_logit_softcapping" is 30. Capped logits/],
    ['layers that do not turn', { no_rope_layers: [1, 0] }, /Layers without rotary positions/],
    ['scaled embeddings', { scale_emb: 12 }, /Scaled embeddings/],
    ['parallel sublayers', { parallel_attn: true }, /beside each other/],
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

it.each([
  ['plain', {}, undefined],
  ['linear', { rope_scaling: { type: 'linear', factor: 2 } }, undefined],
  ['dynamic', { rope_scaling: { type: 'dynamic', factor: 2 } }, 64],
  ['longrope', { rope_scaling: { type: 'su', short_factor: [1, 1], long_factor: [2, 2] } }, 64],
  [
    'longrope of a stretched model',
    {
      original_max_position_embeddings: 16,
      rope_scaling: { type: 'longrope', short_factor: [1, 1], long_factor: [2, 2] },
    },
    16,
  ],
])('reads texts of any length unless angles would depend on the longest of a batch: %s', (_, more, longest) => {
  expect(build({ max_position_embeddings: 64, ...more }).longestText).toBe(longest);
});

describeShapes(llama({ from: 'unused' }), {
  'llama-7b': 6_738_415_616,
  'llama-13b': 13_015_864_320,
  'llama-30b': 32_528_943_616,
  'llama-65b': 65_285_660_672,
  'llama-2-70b': 68_976_648_192,
  'llama-3-8b': 8_030_261_248,
  'llama-3.2-1b': 1_235_814_400,
  'llama-3.2-3b': 3_212_749_824,
  'yi-6b': 6_061_035_520,
  'smollm2-135m': 134_515_008,
  'smollm2-1.7b': 1_711_376_384,
});

/** What their config.json says beside the sizes, as released. */
const released: Record<string, object> = {
  'LLaMA and Vicuna': {
    pretraining_tp: 1,
    max_sequence_length: 2048,
    pad_token_id: 0,
    use_cache: true,
    rms_norm_eps: 1e-6,
  },
  'Vicuna 1.5': {
    pretraining_tp: 1,
    rope_scaling: null,
    max_position_embeddings: 4096,
    rms_norm_eps: 1e-5,
    use_cache: false,
  },
  Yi: {
    num_key_value_heads: 2,
    rope_theta: 5e6,
    rope_scaling: null,
    pretraining_tp: 1,
    attention_bias: false,
    rms_norm_eps: 1e-5,
  },
  'DeepSeek LLM': {
    num_key_value_heads: 4,
    rope_scaling: null,
    pretraining_tp: 1,
    attention_bias: false,
    attention_dropout: 0,
  },
  'DeepSeek Coder': { num_key_value_heads: 4, rope_scaling: { factor: 4, type: 'linear' }, rope_theta: 100_000 },
  SmolLM2: {
    num_key_value_heads: 2,
    rope_interleaved: false,
    is_llama_config: true,
    tie_word_embeddings: true,
    mlp_bias: false,
  },
};

describe('llama builds what others configure of it', () => {
  it.each(Object.entries(released))('%s', (_, more) => {
    const { sites, weights } = build(more);
    expect(sites.filter(({ role }) => role === 'attention.query')).toHaveLength(2);
    expect(weights.has('lm_head.weight')).toBe(!('tie_word_embeddings' in more));
  });
});
