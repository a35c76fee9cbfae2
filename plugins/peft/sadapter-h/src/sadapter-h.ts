import { aroundLinears, linearBottleneckFile, linearBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/** The MLP: what reads the stream, by whatever names the model has for it, and what writes to it. */
const roles = (role: string) => role.startsWith('mlp.');

/**
 * SadapterH, the study's series adapter (LLM-Adapters, Hu et al. 2023, arXiv 2304.01933; after Houlsby et al. 2019): a bottleneck
 * g(u) = s · Up act(Down dropout(u)) before the MLP's first layers, W (x + g(x)) + b, and after its last, h + g(h).
 */
export const sadapterH = definePeftMethod({
  name: 'sadapter-h',
  options: linearBottleneckOptions,
  size: 'bottleneck',
  attach: (model, options) => aroundLinears(model, options, roles),
  file: linearBottleneckFile({ use_parallel_adapter: false, use_adapterp: false }, roles),
});
