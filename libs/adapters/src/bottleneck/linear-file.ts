import type { PeftFile } from '@weitiao/core';
import { roleEndings, type DefaultRoles } from './role-endings.js';

/**
 * LLM-Adapters' `BottleneckConfig`. Its places are always written: LLM-Adapters looks them up when it trains, not when it reads.
 * @param flags `use_parallel_adapter` and `use_adapterp`, by which one of its three methods tells itself from the others
 */
export const linearBottleneckFile = (flags: Readonly<Record<string, boolean>>, roles: DefaultRoles): PeftFile => ({
  type: 'BOTTLENECK',
  keys: {
    bottleneck: 'bottleneck_size',
    activation: 'non_linearity',
    scaling: 'scaling',
    dropout: 'adapter_dropout',
    start: 'init_weights',
    bias: 'bias',
  },
  fixed: { ...flags, modules_to_save: null },
  defaults: { use_parallel_adapter: false, use_adapterp: false },
  facts: (model, { targetModules }) => ({ target_modules: targetModules ?? roleEndings(model, roles) }),
  reads: { target_modules: (targetModules) => ({ targetModules }) },
});
