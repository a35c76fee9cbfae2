import { describe, expect, it } from '@jest/globals';
import { countParameters } from '@weitiao/adapters';
import bloom from '@weitiao/model-bloom';
import adalora from './index.js';

/** BLOOM-7b1's shape; nothing of it is made. */
const model = bloom({ from: 'unused' }).build({
  model_type: 'bloom',
  hidden_size: 4096,
  n_layer: 30,
  n_head: 32,
  vocab_size: 250880,
});

describe('table 4 of the study (arXiv 2310.07328, with 2²⁰ for a million)', () => {
  it.each(['true', 'as-published'] as const)(
    '5,898,600 numbers with a rank of 12 on query_key_value: %s',
    (variant) => {
      const adapter = adalora({ variant, initialRank: 12, targetModules: ['query_key_value'] }).attach(model);
      expect(countParameters(model, adapter).trainable).toBe(5_898_600);
    },
  );
});
