import { gptSizeKeys, gptSizes, refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture of MOSS and CodeGen. */
export const mossConfig = z
  .object({
    ...gptSizeKeys,
    ...refusedKeys,
    n_ctx: z.int().positive().default(2048),
    n_inner: z.int().positive().nullish(),
    rotary_dim: z.int().positive().default(64),
    vocab_size: z.int().positive(),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    activation_function: z.literal('gelu_new', 'Only gelu_new is supported').default('gelu_new'),
    tie_word_embeddings: z.literal(false, 'Only a head of its own is supported').default(false),
    wbits: z.literal(32, 'Quantised checkpoints are not supported: give one in 32 or 16 bit').default(32),
  })
  .transform((config, context) => {
    const { longest, ...sizes } = gptSizes(config, context, { longest: 2048 });
    const { width, heads } = sizes;
    if (heads % 4 > 0)
      context.addIssue('n_head must be a multiple of 4: query, value and key are fused in four blocks');
    return {
      ...sizes,
      inner: config.n_inner ?? 4 * width,
      vocabulary: config.vocab_size,
      epsilon: config.layer_norm_epsilon,
      rotary: {
        base: 10_000,
        share: Math.min(config.rotary_dim, config.n_ctx / heads) / (width / heads),
        longest,
        scaling: { rope_type: 'default' },
      } as const,
    };
  });
