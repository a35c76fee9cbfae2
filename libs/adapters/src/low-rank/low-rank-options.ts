import type { PeftFile } from '@weitiao/core';
import { z } from 'zod';
import { tokenKeys, tokenOptions } from '../tables/token-options.js';
import { targetKeys, targetOptions } from '../targets/target-options.js';

/** Options of methods of LoRA's family. Spread them into a method's schema. */
export const lowRankOptions = {
  rank: z.int().positive().default(8).describe('Inner width.'),
  alpha: z.number().positive().default(16).describe('Strength; s = alpha / rank.'),
  dropout: z.number().min(0).max(0.99).default(0).describe("Of the adapter's input while training."),
  ...targetOptions,
  rankStabilised: z.boolean().default(false).describe('s = alpha / √rank (Kalajdzievski 2023, arXiv 2312.03732).'),
  rankPattern: z
    .record(z.string(), z.int().positive())
    .default({})
    .describe('Other ranks for some modules, by endings of their paths (regular expressions); the first that matches.'),
  alphaPattern: z.record(z.string(), z.number().positive()).default({}).describe('Other alphas, in the same way.'),
  bias: z
    .enum(['none', 'all', 'lora_only'])
    .default('none')
    .describe('Biases of the base that are trained too: none, all, those of the adapted layers.'),
  ...tokenOptions,
};

export type LowRankOptions = z.output<z.ZodObject<typeof lowRankOptions>>;

/** How these options are written in peft's LoraConfig. A method adds what tells it from its kin. */
export const lowRankFile = {
  type: 'LORA',
  keys: {
    rank: 'r',
    alpha: 'lora_alpha',
    dropout: 'lora_dropout',
    ...targetKeys,
    rankStabilised: 'use_rslora',
    rankPattern: 'rank_pattern',
    alphaPattern: 'alpha_pattern',
    bias: 'bias',
    ...tokenKeys,
  },
  defaults: { r: 8, lora_alpha: 8, use_dora: false },
  accepts: {
    // These starts take their product from the base weights when an adapter is read: the keys of the tensors do not show it.
    init_lora_weights: (value) => typeof value !== 'string' || !/^(pissa|olora|corda|loftq|lora_ga)/.test(value),
  },
  // Transposed weights matter to merges alone, and here the model says which of its weights are.
  facts: ({ sites }) => ({ fan_in_fan_out: sites.some((site) => 'rows' in site && site.rows === 'input') }),
  ignores: [
    'eva_config',
    'corda_config',
    'loftq_config',
    'lora_ga_config',
    'megatron_config',
    'megatron_core',
    'qalora_group_size',
  ],
} satisfies PeftFile;
