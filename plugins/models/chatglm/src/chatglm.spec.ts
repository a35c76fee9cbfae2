import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import chatglm from './index.js';

describeBaseModel({
  name: 'chatglm',
  build: () =>
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
    }),
});

describeShapes(chatglm({ from: 'unused' }), {
  'chatglm-6b': 6_173_286_400,
  'chatglm2-6b': 6_243_584_000,
  'chatglm3-6b': 6_243_584_000,
  'glm-4-9b': 9_399_951_360,
});
