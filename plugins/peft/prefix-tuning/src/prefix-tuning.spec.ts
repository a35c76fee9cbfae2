import { describe } from '@jest/globals';
import { describePeftMethod } from '@weitiao/conformance';
import prefixTuning from './index.js';

describePeftMethod({
  plugin: prefixTuning,
  options: { virtualTokens: 4 },
  trainable: ({ cache: { layers, keyValueHeads, headWidth } }) => 4 * 2 * layers * keyValueHeads * headWidth,
  diskKeys: () => ['prompt_embeddings'],
  skip: {
    'changes nothing at the start': 'random keys and values are seen from the first step',
    'merge equals attached': 'a prefix is input, there is no weight to fold it into',
  },
});

describe('with a projection', () =>
  describePeftMethod({
    plugin: prefixTuning,
    options: { virtualTokens: 4, projection: true, projectionWidth: 6 },
    trainable: ({ cache: { layers, keyValueHeads, headWidth } }) => {
      const [tokenWidth, rowWidth] = [keyValueHeads * headWidth, 2 * layers * keyValueHeads * headWidth];
      return 4 * tokenWidth + 6 * (tokenWidth + 1) + rowWidth * (6 + 1);
    },
    diskKeys: () => ['prompt_embeddings'],
    skip: {
      'changes nothing at the start': 'random keys and values are seen from the first step',
      'merge equals attached': 'a prefix is input, there is no weight to fold it into',
    },
  }));
