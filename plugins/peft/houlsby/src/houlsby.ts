import { after, onSublayers, sublayerBottleneckFile, sublayerBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/**
 * Adapters of Houlsby et al. 2019 (arXiv 1902.00751), adapter-hub's `double_seq_bn`: after attention and after the MLP, before the branch is
 * added to the residual stream x, so that x becomes x + h + g(h) with g(u) = s · (Up act(Down u + b₁) + b₂).
 */
export const houlsby = definePeftMethod({
  name: 'houlsby',
  options: sublayerBottleneckOptions({
    attention: true,
    reductionFactor: 16,
    activation: 'swish',
    scaling: 1,
    start: 'bert',
  }),
  size: 'bottleneck',
  attach: (model, options) => onSublayers(model, options, after),
  file: sublayerBottleneckFile({ is_parallel: false, original_ln_before: false }),
});
