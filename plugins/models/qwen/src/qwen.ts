import { defineModel } from '@weitiao/core';
import { ignoredFlag, gatedDecoder, gatedDecoderKeys, gatedDecoderShape } from '@weitiao/nn';
import { z } from 'zod';
import { qwenShapes } from './qwen-shapes.js';

/**
 * Qwen 2, 2.5 (Yang et al. 2024, arXiv 2407.10671, 2412.15115) and the dense Qwen 3 (2025, arXiv 2505.09388): LLaMA's shape; 2 has biases
 * of query, key and value, 3 normalises the heads of query and key instead. A window counts only where the file turns it on.
 */
export const qwen = defineModel({
  name: 'qwen',
  modelTypes: ['qwen2', 'qwen3'],
  config: z
    .object({
      ...gatedDecoderKeys,
      model_type: z.enum(['qwen2', 'qwen3']),
      attention_bias: z.boolean().default(false),
      mlp_bias: ignoredFlag,
      use_sliding_window: z.boolean().default(false),
      sliding_window: z.int().positive().nullish(),
      max_window_layers: z.int().nonnegative().default(28),
      layer_types: z.array(z.enum(['full_attention', 'sliding_attention'])).nullish(),
    })
    .transform((config, context) => {
      const second = config.model_type === 'qwen2';
      const slides = (layer: number) =>
        config.layer_types ? config.layer_types[layer] === 'sliding_attention' : layer >= config.max_window_layers;
      return {
        ...gatedDecoderShape(config, context),
        bias: { queryKeyValue: second || config.attention_bias, output: !second && config.attention_bias, mlp: false },
        headNorms: !second,
        window: (layer: number) =>
          config.use_sliding_window && slides(layer) ? (config.sliding_window ?? undefined) : undefined,
      };
    }),
  shapes: qwenShapes,
  build: gatedDecoder,
});
