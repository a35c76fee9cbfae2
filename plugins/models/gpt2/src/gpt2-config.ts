import { gptSizeKeys, gptSizes, refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture of a GPT-2. */
export const gpt2Config = z
  .object({
    ...gptSizeKeys,
    ...refusedKeys,
    n_inner: z.int().positive().nullish(),
    vocab_size: z.int().positive(),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    activation_function: z.enum(['gelu_new', 'gelu_pytorch_tanh'], 'Only gelu_new is supported').default('gelu_new'),
    scale_attn_weights: z.literal(true, 'Only true is supported').default(true),
    scale_attn_by_inverse_layer_idx: z.literal(false, 'Only false is supported').default(false),
    add_cross_attention: z.literal(false, 'Only false is supported: a decoder alone').default(false),
    tie_word_embeddings: z.literal(true, 'Only a head that is tied to the embedding is supported').default(true),
  })
  .transform((config, context) => {
    const sizes = gptSizes(config, context);
    return {
      ...sizes,
      inner: config.n_inner ?? 4 * sizes.width,
      vocabulary: config.vocab_size,
      epsilon: config.layer_norm_epsilon,
    };
  });
