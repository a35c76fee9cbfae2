import { z } from 'zod';

const positive = z.number().positive();
const context = { original_max_position_embeddings: z.int().positive().optional() };

/** Ways to stretch rotary positions, by the names of config.json (`rope_type`, formerly `type`). */
export const rotaryScaling = z.discriminatedUnion(
  'rope_type',
  [
    z.object({ rope_type: z.literal('default') }),
    z.object({ rope_type: z.literal('linear'), factor: positive }),
    z.object({ rope_type: z.literal('dynamic'), factor: positive }),
    z.object({
      rope_type: z.literal('llama3'),
      factor: positive,
      low_freq_factor: positive,
      high_freq_factor: positive,
      ...context,
    }),
    z.object({
      rope_type: z.literal('yarn'),
      factor: positive.nullish(),
      attention_factor: positive.nullish(),
      beta_fast: positive.nullish(),
      beta_slow: positive.nullish(),
      mscale: positive.nullish(),
      mscale_all_dim: positive.nullish(),
      truncate: z.boolean().default(true),
      ...context,
    }),
    z.object({
      rope_type: z.literal('longrope'),
      short_factor: z.array(positive),
      long_factor: z.array(positive),
      factor: positive.nullish(),
      attention_factor: positive.nullish(),
      ...context,
    }),
  ],
  {
    error: ({ input }) =>
      `rope_type ${JSON.stringify((input as { rope_type?: unknown } | null)?.rope_type)} is not supported; supported are default, linear, dynamic, llama3, yarn, longrope`,
  },
);

export type RotaryScaling = z.output<typeof rotaryScaling>;

/** The keys of config.json about rotary positions: transformers 5 has one object, older files have `rope_theta` and `rope_scaling`. */
export const rotaryKeys = {
  rope_theta: positive.optional(),
  rope_scaling: z.record(z.string(), z.unknown()).nullish(),
  rope_parameters: z.record(z.string(), z.unknown()).nullish(),
  original_max_position_embeddings: z.int().positive().optional(),
  partial_rotary_factor: z.number().positive().max(1).optional(),
  max_position_embeddings: z.int().positive().default(2048),
};

export interface RotaryConfig {
  readonly base: number;
  /** Share of each head that turns. */
  readonly share: number;
  readonly longest: number;
  readonly scaling: RotaryScaling;
}

type RotaryFields = {
  readonly [K in keyof typeof rotaryKeys]?: z.output<(typeof rotaryKeys)[K]> | undefined;
} & { readonly max_position_embeddings: number };

/** One form of what either kind of file says; what is not supported becomes an issue of `context`. */
export function rotaryConfig(
  fields: RotaryFields,
  context: z.RefinementCtx,
  defaults: { base?: number; share?: number } = {},
): RotaryConfig {
  const given = { ...fields.rope_scaling, ...fields.rope_parameters };
  const number = (...candidates: unknown[]) => candidates.find((value) => typeof value === 'number');
  const kind = given['rope_type'] ?? given['type'] ?? 'default';
  const { original_max_position_embeddings } = fields;
  const scaling = rotaryScaling.safeParse({
    ...given,
    ...(original_max_position_embeddings && { original_max_position_embeddings }),
    // The first files of Phi-3 and MiniCPM have LongRoPE under this name.
    rope_type: kind === 'su' ? 'longrope' : kind,
  });
  if (!scaling.success) {
    context.addIssue(
      `rope_parameters (rope_scaling): ${scaling.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ')}`,
    );
    return z.NEVER;
  }
  return {
    base: number(given['rope_theta'], fields.rope_theta, defaults.base) ?? 10_000,
    share: number(given['partial_rotary_factor'], fields.partial_rotary_factor, defaults.share) ?? 1,
    longest: fields.max_position_embeddings,
    scaling: scaling.data,
  };
}
