import { defineModel } from '@weitiao/core';
import { ignoredFlag, gatedDecoder, gatedDecoderKeys, gatedDecoderShape } from '@weitiao/nn';
import { z } from 'zod';
import { glmShapes } from './glm-shapes.js';

/**
 * GLM-4 as transformers names it (GLM Team 2024, arXiv 2406.12793): LLaMA's shape, of which neighbouring numbers of each head's first half turn, with
 * biases of query, key and value; `glm4`, the models of April 2025, also normalises what a sublayer adds.
 */
export const glm = defineModel({
  name: 'glm',
  modelTypes: ['glm', 'glm4'],
  config: z
    .object({
      ...gatedDecoderKeys,
      model_type: z.enum(['glm', 'glm4']).default('glm'),
      rms_norm_eps: z.number().positive().default(1.5625e-7),
      num_key_value_heads: z.int().positive().nullish().default(2),
      head_dim: z.int().positive().nullish().default(128),
      attention_bias: z.boolean().default(true),
      mlp_bias: ignoredFlag,
    })
    .transform((config, context) => ({
      ...gatedDecoderShape(config, context, { share: 0.5 }),
      bias: { queryKeyValue: config.attention_bias, output: false, mlp: false },
      fusedGate: true,
      rotaryForm: 'interleaved' as const,
      branchNorms: config.model_type === 'glm4',
    })),
  shapes: glmShapes,
  build: gatedDecoder,
});
