import { defineModel } from '@weitiao/core';
import { ignoredFlag, gatedDecoder, gatedDecoderKeys, gatedDecoderShape } from '@weitiao/nn';
import { z } from 'zod';
import { mistralShapes } from './mistral-shapes.js';

/** Mistral (Jiang et al. 2023, arXiv 2310.06825): LLaMA's shape without biases; a token sees `sliding_window` tokens, itself included. */
export const mistral = defineModel({
  name: 'mistral',
  modelTypes: ['mistral'],
  config: z
    .object({
      ...gatedDecoderKeys,
      sliding_window: z.int().positive().nullish(),
      attention_bias: ignoredFlag,
      mlp_bias: ignoredFlag,
    })
    .transform((config, context) => ({
      ...gatedDecoderShape(config, context),
      bias: { queryKeyValue: false, output: false, mlp: false },
      window: () => config.sliding_window ?? undefined,
    })),
  shapes: mistralShapes,
  build: gatedDecoder,
});
