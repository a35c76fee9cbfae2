import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import moss from './index.js';

describeBaseModel({
  name: 'moss',
  build: () =>
    moss({ from: 'unused' }).build({
      model_type: 'moss',
      n_embd: 32,
      n_layer: 2,
      n_head: 4,
      rotary_dim: 4,
      vocab_size: 20,
    }),
});

describeShapes(moss({ from: 'unused' }));
