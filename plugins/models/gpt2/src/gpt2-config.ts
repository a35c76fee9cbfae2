import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture of a GPT-2. */
export const gpt2Config = z
  .object({
    n_embd: z.int().positive(),
    ...refusedKeys,
    n_layer: z.int().positive(),
    n_head: z.int().positive(),
    n_positions: z.int().positive(),
    n_inner: z.int().positive().nullish(),
    vocab_size: z.int().positive(),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    activation_function: z.enum(['gelu_new', 'gelu_pytorch_tanh'], 'Only gelu_new is supported').default('gelu_new'),
    scale_attn_weights: z.literal(true, 'Only true is supported').default(true),
    scale_attn_by_inverse_layer_idx: z.literal(false, 'Only false is supported').default(false),
    add_cross_attention: z.literal(false, 'Only false is supported: a decoder alone').default(false),
    tie_word_embeddings: z.literal(true, 'Only a head that is tied to the embedding is supported').default(true),
  })
  .refine(({ n_embd, n_head }) => n_embd % n_head === 0, { error: 'n_head must divide n_embd' })
  .transform((config) => ({
    width: config.n_embd,
    inner: config.n_inner ?? 4 * config.n_embd,
    layers: config.n_layer,
    heads: config.n_head,
    vocabulary: config.vocab_size,
    longest: config.n_positions,
    epsilon: config.layer_norm_epsilon,
  }));
