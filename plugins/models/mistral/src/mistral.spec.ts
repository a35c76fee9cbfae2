import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import mistral from './index.js';

describeBaseModel({
  name: 'mistral',
  build: () =>
    mistral({ from: 'unused' }).build({
      model_type: 'mistral',
      hidden_size: 16,
      intermediate_size: 20,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      vocab_size: 20,
      sliding_window: 3,
    }),
});

describeShapes(mistral({ from: 'unused' }), { 'mistral-7b': 7_241_732_096, 'mistral-7b-v0.3': 7_248_023_552 });
