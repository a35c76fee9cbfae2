import { z } from 'zod';
import { rotaryConfig, rotaryKeys } from '../rotary/rotary-scaling.js';
import { refusedKeys } from './refused-keys.js';
import type { GatedDecoderShape } from './gated-decoder.js';

/** Keys of config.json that all decoders shaped like LLaMA have. */
export const gatedDecoderKeys = {
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive().nullish(),
  head_dim: z.int().positive().nullish(),
  vocab_size: z.int().positive(),
  rms_norm_eps: z.number().positive().default(1e-6),
  hidden_act: z
    .enum(['silu', 'swish'], 'Only silu is supported, as in every released model of this shape')
    .default('silu'),
  tie_word_embeddings: z.boolean().default(false),
  ...refusedKeys,
  ...rotaryKeys,
};

type Keys = z.output<z.ZodObject<typeof gatedDecoderKeys>>;

/** The shape that they tell; what does not fit together becomes an issue of `context`. */
export function gatedDecoderShape(
  config: Keys,
  context: z.RefinementCtx,
  rotaryDefaults: { base?: number; share?: number } = {},
): Omit<GatedDecoderShape, 'bias' | 'headNorms' | 'window'> {
  const heads = config.num_attention_heads;
  const keyValueHeads = config.num_key_value_heads ?? heads;
  const headWidth = config.head_dim ?? config.hidden_size / heads;
  if (!Number.isInteger(headWidth) || headWidth % 2 !== 0 || heads % keyValueHeads !== 0) {
    context.addIssue(
      'num_attention_heads must divide hidden_size into heads of even width, and num_key_value_heads must divide num_attention_heads',
    );
    return z.NEVER;
  }
  return {
    width: config.hidden_size,
    inner: config.intermediate_size,
    layers: config.num_hidden_layers,
    heads,
    keyValueHeads,
    headWidth,
    vocabulary: config.vocab_size,
    epsilon: config.rms_norm_eps,
    tied: config.tie_word_embeddings,
    rotary: rotaryConfig(config, context, rotaryDefaults),
  };
}
