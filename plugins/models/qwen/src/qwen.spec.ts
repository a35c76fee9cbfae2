import { describeBaseModel } from '@weitiao/conformance';
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
