import { describe, expect, it } from '@jest/globals';
import { countParameters } from '@weitiao/adapters';
import bloom from '@weitiao/model-bloom';
import lora from './index.js';

/** BLOOM-7b1's shape; nothing of it is made. */
const model = bloom({ from: 'unused' }).build({
  model_type: 'bloom',
  hidden_size: 4096,
  n_layer: 30,
  n_head: 32,
  vocab_size: 250880,
});

describe('table 4 of the study (arXiv 2310.07328, with 2²⁰ for a million)', () => {
  it.each([
    [15_728_640, { rank: 32, targetModules: ['query_key_value'] }],
    [15_728_640, { rank: 8, targetModules: 'all-linear' }],
    [3_932_160, { rank: 8, targetModules: ['query_key_value'] }],
  ])('%i numbers with %j', (count, options) => {
    expect(countParameters(model, lora(options).attach(model)).trainable).toBe(count);
  });
});
