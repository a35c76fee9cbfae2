import { refusedKeys } from '@weitiao/nn';
import { z } from 'zod';
import { noOwnPrefix } from './no-own-prefix.js';

const unsupported = (what: string) => `Only ${what} is supported, as in every released ChatGLM 2 and 3 and GLM-4`;

/** The keys of config.json that decide the architecture of ChatGLM 2 and 3 and of GLM-4. */
export const laterConfig = z
  .object({
    hidden_size: z.int().positive(),
    ...refusedKeys,
    ffn_hidden_size: z.int().positive(),
    num_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    kv_channels: z.int().positive(),
    multi_query_attention: z.boolean().default(false),
    multi_query_group_num: z.int().positive().default(1),
    padded_vocab_size: z.int().positive(),
    layernorm_epsilon: z.number().positive().default(1e-5),
    add_bias_linear: z.boolean().default(false),
    add_qkv_bias: z.boolean().default(false),
    rope_ratio: z.number().positive().default(1),
    rmsnorm: z.literal(true, unsupported('true')).default(true),
    post_layer_norm: z.literal(true, unsupported('true')).default(true),
    apply_residual_connection_post_layernorm: z.literal(false, unsupported('false')).default(false),
    seq_length: z.int().positive().default(2048),
    _name_or_path: z.string().default(''),
    pre_seq_len: noOwnPrefix,
  })
  .transform((config, context) => {
    const heads = config.num_attention_heads;
    const keyValueHeads = config.multi_query_attention ? config.multi_query_group_num : heads;
    if (heads % keyValueHeads !== 0 || config.kv_channels % 4 !== 0) {
      context.addIssue(
        'multi_query_group_num must divide num_attention_heads, and kv_channels must be a multiple of 4',
      );
      return z.NEVER;
    }
    // ChatGLM2-6B-32k divides the positions by rope_ratio; all later ones multiply the base. Only the name tells them apart.
    const divides = config.rope_ratio !== 1 && /chatglm2/i.test(config._name_or_path);
    return {
      width: config.hidden_size,
      inner: config.ffn_hidden_size,
      layers: config.num_layers,
      heads,
      keyValueHeads,
      headWidth: config.kv_channels,
      vocabulary: config.padded_vocab_size,
      epsilon: config.layernorm_epsilon,
      freshBias: config.add_bias_linear || config.add_qkv_bias,
      bias: config.add_bias_linear,
      rotary: {
        base: divides ? 10_000 : 10_000 * config.rope_ratio,
        share: 0.5,
        longest: config.seq_length,
        scaling: divides
          ? ({ rope_type: 'linear', factor: config.rope_ratio } as const)
          : ({ rope_type: 'default' } as const),
      },
    };
  });

export type LaterShape = z.output<typeof laterConfig>;
