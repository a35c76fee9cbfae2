import { describeBaseModel } from '@weitiao/conformance';
import bloom from './index.js';

for (const heads of [4, 3]) {
  describeBaseModel({
    name: `bloom, ${heads} heads`,
    build: () =>
      bloom({ from: 'unused' }).build({
        model_type: 'bloom',
        hidden_size: 24,
        n_layer: 2,
        n_head: heads,
        vocab_size: 20,
      }),
  });
}
