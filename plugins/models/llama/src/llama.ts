import { defineModel } from '@weitiao/core';
import { gatedDecoder, gatedDecoderKeys, gatedDecoderShape } from '@weitiao/nn';
import { z } from 'zod';
import { llamaShapes } from './llama-shapes.js';

/** LLaMA (Touvron et al. 2023, arXiv 2302.13971, 2307.09288; Grattafiori et al. 2024, arXiv 2407.21783): RMS norm, rotary positions, SwiGLU. */
export const llama = defineModel({
  name: 'llama',
  modelTypes: ['llama'],
  config: z
    .object({ ...gatedDecoderKeys, attention_bias: z.boolean().default(false), mlp_bias: z.boolean().default(false) })
    .transform((config, context) => ({
      ...gatedDecoderShape(config, context),
      bias: { queryKeyValue: config.attention_bias, output: config.attention_bias, mlp: config.mlp_bias },
    })),
  shapes: llamaShapes,
  build: gatedDecoder,
});
