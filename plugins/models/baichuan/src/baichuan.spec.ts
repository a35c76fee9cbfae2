import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import baichuan from './index.js';

for (const [title, variant] of Object.entries({
  'baichuan, 7B': { max_position_embeddings: 64 },
  'baichuan 2, 13B': { model_max_length: 64, z_loss_weight: 0 },
})) {
  describeBaseModel({
    name: title,
    build: () =>
      baichuan({ from: 'unused' }).build({
        model_type: 'baichuan',
        hidden_size: 16,
        intermediate_size: 20,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        vocab_size: 20,
        ...variant,
      }),
  });
}

describeShapes(baichuan({ from: 'unused' }), {
  'baichuan-7b': 7_000_559_616,
  'baichuan-13b': 13_264_901_120,
  'baichuan2-7b': 7_505_973_248,
  'baichuan2-13b': 13_896_668_160,
});
