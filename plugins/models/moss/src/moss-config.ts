import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture of MOSS and CodeGen. */
export const mossConfig = z
  .object({
    n_embd: z.int().positive(),
    ...refusedKeys,
    n_layer: z.int().positive(),
    n_head: z.int().positive(),
    n_ctx: z.int().positive().default(2048),
    n_positions: z.int().positive().default(2048),
    n_inner: z.int().positive().nullish(),
    rotary_dim: z.int().positive().default(64),
    vocab_size: z.int().positive(),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    activation_function: z.literal('gelu_new', 'Only gelu_new is supported').default('gelu_new'),
    tie_word_embeddings: z.literal(false, 'Only a head of its own is supported').default(false),
    wbits: z.literal(32, 'Quantised checkpoints are not supported: give one in 32 or 16 bit').default(32),
  })
  .refine(({ n_embd, n_head }) => n_embd % n_head === 0 && n_head % 4 === 0, {
    error: 'n_head must divide n_embd and be a multiple of 4: query, value and key are fused in four blocks',
  })
  .transform((config) => ({
    width: config.n_embd,
    inner: config.n_inner ?? 4 * config.n_embd,
    layers: config.n_layer,
    heads: config.n_head,
    vocabulary: config.vocab_size,
    epsilon: config.layer_norm_epsilon,
    rotary: {
      base: 10_000,
      share: Math.min(config.rotary_dim, config.n_ctx / config.n_head) / (config.n_embd / config.n_head),
      longest: config.n_positions,
      scaling: { rope_type: 'default' },
    } as const,
  }));
