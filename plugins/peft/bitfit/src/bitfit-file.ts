import type { LinearSite, PeftFile, BaseModel } from '@weitiao/core';

/**
 * The layer that carries the adapter in a peft file: peft has no BitFit, but its LoRA saves and restores every bias of the model where `bias` is
 * `all`. So the file is a LoRA of rank 1 on one layer, whose product is zero, with all biases beside it.
 */
export const carrier = ({ sites }: BaseModel): LinearSite | undefined =>
  sites.find((site): site is LinearSite => site.kind === 'linear' && site.role !== 'head');

export const bitfitFile: PeftFile = {
  type: 'LORA',
  keys: {},
  fixed: {
    // peft reads this key only where task_type is null; here it tells the file from a LoRA whose biases are trained besides.
    auto_mapping: { method: 'bitfit' },
    bias: 'all',
    r: 1,
    lora_alpha: 1,
    use_rslora: false,
    use_dora: false,
    lora_bias: false,
  },
  facts: (model) => ({ target_modules: [carrier(model)?.path ?? ''] }),
  ignores: ['lora_dropout', 'init_lora_weights', 'fan_in_fan_out', 'megatron_core', 'qalora_group_size'],
};
