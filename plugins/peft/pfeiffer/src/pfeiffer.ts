import { behindSum, onSublayers, sublayerBottleneckFile, sublayerBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/**
 * The adapter of Pfeiffer et al. 2020 (arXiv 2005.00247), adapter-hub's `seq_bn`: after the MLP, and it sees the sum with the residual
 * stream x, which becomes x + h + g(h + x) with g(u) = s · (Up act(Down u + b₁) + b₂).
 */
export const pfeiffer = definePeftMethod({
  name: 'pfeiffer',
  options: sublayerBottleneckOptions({
    attention: false,
    reductionFactor: 16,
    activation: 'relu',
    scaling: 1,
    start: 'bert',
  }),
  size: 'bottleneck',
  attach: (model, options) => onSublayers(model, options, behindSum),
  file: sublayerBottleneckFile({ is_parallel: false, original_ln_before: true }),
});
