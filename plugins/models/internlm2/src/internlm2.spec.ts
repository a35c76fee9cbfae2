import { describeBaseModel, describeShapes } from '@weitiao/conformance';
import internlm2 from './index.js';

describeBaseModel({
  name: 'internlm2',
  build: () =>
    internlm2({ from: 'unused' }).build({
      model_type: 'internlm2',
      hidden_size: 16,
      intermediate_size: 20,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      vocab_size: 20,
    }),
});

describeShapes(internlm2({ from: 'unused' }), { 'internlm2-1.8b': 1_889_110_016, 'internlm2-7b': 7_737_708_544 });
