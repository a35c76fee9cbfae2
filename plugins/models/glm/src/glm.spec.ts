import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import glm from './index.js';

for (const model_type of ['glm', 'glm4']) {
  describeBaseModel({
    name: model_type,
    build: () =>
      glm({ from: 'unused' }).build({
        model_type,
        hidden_size: 16,
        intermediate_size: 20,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        head_dim: 8,
        vocab_size: 20,
      }),
  });
}

describeShapes(glm({ from: 'unused' }), { 'glm-4-9b-hf': 9_399_951_360 });
