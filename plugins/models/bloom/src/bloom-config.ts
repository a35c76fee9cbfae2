import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';

/** The keys of BLOOM's config.json that decide the architecture; older files have other names for three of them. */
export const bloomConfig = z
  .object({
    hidden_size: z.int().positive().optional(),
    ...refusedKeys,
    n_embed: z.int().positive().optional(),
    n_layer: z.int().positive().optional(),
    num_hidden_layers: z.int().positive().optional(),
    n_head: z.int().positive().optional(),
    num_attention_heads: z.int().positive().optional(),
    vocab_size: z.int().positive(),
    seq_length: z.int().positive().default(2048),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    apply_residual_connection_post_layernorm: z
      .literal(false, 'Only false is supported, as in every released BLOOM')
      .default(false),
    tie_word_embeddings: z
      .literal(true, 'Only a head that is tied to the embedding is supported, as in every released BLOOM')
      .default(true),
  })
  .transform((config, context) => {
    const width = config.hidden_size ?? config.n_embed;
    const layers = config.n_layer ?? config.num_hidden_layers;
    const heads = config.n_head ?? config.num_attention_heads;
    if (width === undefined || layers === undefined || heads === undefined || width % heads !== 0) {
      context.addIssue('hidden_size, n_layer and n_head are needed, and n_head must divide hidden_size');
      return z.NEVER;
    }
    return {
      width,
      layers,
      heads,
      vocabulary: config.vocab_size,
      epsilon: config.layer_norm_epsilon,
      // Decides nothing: ALiBi has no longest text. It tells what the model was trained on.
      trainedLength: config.seq_length,
    };
  });
