import { rotaryConfig, rotaryKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture of a LLaMA. */
export const llamaConfig = z
  .object({
    hidden_size: z.int().positive(),
    intermediate_size: z.int().positive(),
    num_hidden_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    num_key_value_heads: z.int().positive().nullish(),
    head_dim: z.int().positive().nullish(),
    vocab_size: z.int().positive(),
    rms_norm_eps: z.number().positive().default(1e-6),
    hidden_act: z.enum(['silu', 'swish'], 'Only silu is supported, as in every released LLaMA').default('silu'),
    attention_bias: z.boolean().default(false),
    mlp_bias: z.boolean().default(false),
    tie_word_embeddings: z.boolean().default(false),
    quantization_config: z.undefined('Quantised checkpoints are not supported: give one in 32 or 16 bit').optional(),
    ...rotaryKeys,
  })
  .transform((config, context) => {
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
      attentionBias: config.attention_bias,
      mlpBias: config.mlp_bias,
      tied: config.tie_word_embeddings,
      rotary: rotaryConfig(config, context),
    };
  });
