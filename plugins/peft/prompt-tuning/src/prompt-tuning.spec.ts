import { describePeftMethod } from '@weitiao/conformance';
import promptTuning from './index.js';

describePeftMethod({
  plugin: promptTuning,
  options: { virtualTokens: 5 },
  trainable: ({ width }) => 5 * width,
  diskKeys: () => ['prompt_embeddings'],
  skip: {
    'changes nothing at the start': 'random vectors are seen from the first step',
    'merge equals attached': 'a prompt is input, there is no weight to fold it into',
  },
});
