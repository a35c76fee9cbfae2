import { describeBaseModel } from '@weitiao/conformance';
import gpt2 from './index.js';

describeBaseModel({
  name: 'gpt2',
  build: () =>
    gpt2({ from: 'unused' }).build({
      model_type: 'gpt2',
      n_embd: 16,
      n_layer: 2,
      n_head: 4,
      n_positions: 64,
      vocab_size: 20,
    }),
});
