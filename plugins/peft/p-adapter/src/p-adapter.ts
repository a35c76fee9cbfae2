import { besideLinears, linearBottleneckFile, linearBottleneckOptions } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';

/** Query, key and value, in one projection or in three. */
const roles = (role: string) => role.startsWith('attention.') && role !== 'attention.output';

/**
 * P-adapter, the study's parallel adapter (LLM-Adapters, Hu et al. 2023, arXiv 2304.01933; after He et al. 2021): a bottleneck
 * g(u) = s · Up act(Down dropout(u)) beside the projections of query, key and value, W x + b + g(x).
 */
export const pAdapter = definePeftMethod({
  name: 'p-adapter',
  options: linearBottleneckOptions,
  size: 'bottleneck',
  attach: (model, options) => besideLinears(model, options, roles),
  file: linearBottleneckFile({ use_parallel_adapter: true, use_adapterp: false }, roles),
});
