import type { PeftFile } from '@weitiao/core';

/** LoRA as peft writes it down (LoraConfig). */
export const loraFile: PeftFile = {
  type: 'LORA',
  keys: {
    rank: 'r',
    alpha: 'lora_alpha',
    dropout: 'lora_dropout',
    targetModules: 'target_modules',
    rankStabilised: 'use_rslora',
  },
  fixed: {
    bias: 'none',
    use_dora: false,
    lora_bias: false,
    fan_in_fan_out: false,
    rank_pattern: {},
    alpha_pattern: {},
    modules_to_save: null,
    alora_invocation_tokens: null,
    layer_replication: null,
    use_qalora: false,
    use_bdlora: null,
  },
  defaults: { r: 8, lora_alpha: 8 },
  accepts: {
    // These starts take their product from the base weights when an adapter is read: the keys of the tensors do not show it.
    init_lora_weights: (value) => typeof value !== 'string' || !/^(pissa|olora|corda|loftq|lora_ga)/.test(value),
  },
};
