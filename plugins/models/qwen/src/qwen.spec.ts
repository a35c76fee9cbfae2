import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import qwen from './index.js';

for (const model_type of ['qwen2', 'qwen3']) {
  describeBaseModel({
    name: model_type,
    build: () =>
      qwen({ from: 'unused' }).build({
        model_type,
        hidden_size: 16,
        intermediate_size: 20,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        num_key_value_heads: 2,
        vocab_size: 20,
        tie_word_embeddings: model_type === 'qwen2',
      }),
  });
}

describeShapes(qwen({ from: 'unused' }), {
  'qwen2.5-0.5b': 494_032_768,
  'qwen2.5-1.5b': 1_543_714_304,
  'qwen2.5-3b': 3_085_938_688,
  'qwen2.5-7b': 7_615_616_512,
  'qwen3-0.6b': 596_049_920,
  'qwen3-4b': 4_022_468_096,
  'qwen3-8b': 8_190_735_360,
});
