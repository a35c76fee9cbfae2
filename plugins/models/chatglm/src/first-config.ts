import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';
import { noOwnPrefix } from './no-own-prefix.js';

const id = z.int().nonnegative();

/** The keys of config.json that decide the architecture of the first ChatGLM-6B, in its files of March 2023 and the later ones. */
export const firstConfig = z
  .object({
    hidden_size: z.int().positive(),
    inner_hidden_size: z.int().positive(),
    num_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    vocab_size: z.int().positive(),
    layernorm_epsilon: z.number().positive().default(1e-5),
    max_sequence_length: z.int().positive().default(2048),
    position_encoding_2d: z.literal(true, 'Only true is supported, as in every released ChatGLM-6B').default(true),
    bos_token_id: id,
    /** The first files leave these two out: there they stand 4 and 3 before `<sop>`. */
    mask_token_id: id.nullish(),
    gmask_token_id: id.nullish(),
    tie_word_embeddings: z.boolean().default(false),
    ...refusedKeys,
    pre_seq_len: noOwnPrefix,
  })
  .refine(({ hidden_size, num_attention_heads }) => hidden_size % (4 * num_attention_heads) === 0, {
    error: 'num_attention_heads must divide hidden_size into heads whose width is a multiple of 4',
  })
  .transform((config) => ({
    width: config.hidden_size,
    inner: config.inner_hidden_size,
    layers: config.num_layers,
    heads: config.num_attention_heads,
    vocabulary: config.vocab_size,
    epsilon: config.layernorm_epsilon,
    longest: config.max_sequence_length,
    tied: config.tie_word_embeddings,
    specials: {
      start: config.bos_token_id,
      blank: config.mask_token_id ?? config.bos_token_id - 4,
      lastBlank: config.gmask_token_id ?? config.bos_token_id - 3,
    },
    /** In the files of March 2023, which name no [gMASK] and still have the tokens of images. */
    startKeepsPlace: config.gmask_token_id == null || config.vocab_size === 150_528,
  }));

export type FirstShape = z.output<typeof firstConfig>;
