import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of config.json that decide the architecture. No key names the variant: what the 13B and the second generation lack or add does. */
export const baichuanConfig = z
  .object({
    hidden_size: z.int().positive(),
    intermediate_size: z.int().positive(),
    num_hidden_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    vocab_size: z.int().positive(),
    rms_norm_eps: z.number().positive().default(1e-6),
    hidden_act: z.literal('silu', 'Only silu is supported, as in every released Baichuan').default('silu'),
    max_position_embeddings: z.int().positive().optional(),
    z_loss_weight: z.number().optional(),
    ...refusedKeys,
  })
  .refine(({ hidden_size, num_attention_heads }) => hidden_size % num_attention_heads === 0, {
    error: 'num_attention_heads must divide hidden_size',
  })
  .transform((config) => ({
    width: config.hidden_size,
    inner: config.intermediate_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    vocabulary: config.vocab_size,
    epsilon: config.rms_norm_eps,
    /** The 13B's files give `model_max_length` only. */
    alibi: config.max_position_embeddings === undefined,
    longest: config.max_position_embeddings ?? 4096,
    /** Baichuan 2: 125,696 tokens, and a weight of its z-loss in the file. */
    normalisedHead: config.vocab_size === 125_696 || config.z_loss_weight !== undefined,
  }));
