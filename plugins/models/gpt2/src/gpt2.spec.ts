import { describeBaseModel, describeShapes } from '@weitiao/conformance';
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

describeShapes(gpt2({ from: 'unused' }), {
  gpt2: 124_439_808,
  'gpt2-medium': 354_823_168,
  'gpt2-large': 774_030_080,
  'gpt2-xl': 1_557_611_200,
});
