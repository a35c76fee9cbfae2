import { aroundLinears, linearBottleneckFile, linearBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/** The MLP's last layer. */
const roles = (role: string) => role === 'mlp.output';

/**
 * SadapterP, the study's smaller series adapter (LLM-Adapters, Hu et al. 2023, arXiv 2304.01933; after Pfeiffer et al. 2020): a bottleneck
 * g(u) = s · Up act(Down dropout(u)) after the MLP's last layer, h + g(h).
 */
export const sadapterP = definePeftMethod({
  name: 'sadapter-p',
  options: linearBottleneckOptions,
  size: 'bottleneck',
  attach: (model, options) => aroundLinears(model, options, roles),
  file: linearBottleneckFile({ use_parallel_adapter: false, use_adapterp: true }, roles),
});
