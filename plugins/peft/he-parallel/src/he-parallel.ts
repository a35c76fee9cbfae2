import { beside, onSublayers, sublayerBottleneckFile, sublayerBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/**
 * Scaled parallel adapters of He et al. 2021 (arXiv 2110.04366), adapter-hub's `par_bn`: beside attention and the MLP, reading the residual
 * stream x before its norm, which becomes x + h + g(x) with g(u) = s · (Up act(Down u + b₁) + b₂), s = 4. Up starts at 0.
 */
export const heParallel = definePeftMethod({
  name: 'he-parallel',
  options: sublayerBottleneckOptions({
    attention: true,
    reductionFactor: 2,
    activation: 'relu',
    scaling: 4,
    start: 'mam_adapter',
  }),
  size: 'bottleneck',
  attach: (model, options) => onSublayers(model, options, beside),
  file: sublayerBottleneckFile({ is_parallel: true, original_ln_before: false }),
});
