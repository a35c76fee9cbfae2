import { expect, it } from '@jest/globals';
import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import chatglm from './index.js';

const build = (more: object = {}) =>
  chatglm({ from: 'unused' }).build({
    model_type: 'chatglm',
    hidden_size: 16,
    ffn_hidden_size: 20,
    num_layers: 2,
    num_attention_heads: 4,
    kv_channels: 4,
    multi_query_attention: true,
    multi_query_group_num: 2,
    padded_vocab_size: 20,
    add_qkv_bias: true,
    ...more,
  });

describeBaseModel({ name: 'chatglm', build });

it('refuses a prefix of the original code, and takes the null that released files have', () => {
  expect(() => build({ pre_seq_len: 128 })).toThrow(
    /"pre_seq_len" is 128. P-tuning v2 of the original code is not read/,
  );
  expect(build({ pre_seq_len: null }).width).toBe(16);
});

describeShapes(chatglm({ from: 'unused' }), {
  'chatglm-6b': 6_173_286_400,
  'chatglm2-6b': 6_243_584_000,
  'chatglm3-6b': 6_243_584_000,
  'glm-4-9b': 9_399_951_360,
});
