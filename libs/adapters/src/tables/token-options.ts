import { z } from 'zod';

const ids = z.array(z.int().nonnegative()).min(1);

/** Options of what a method trains of the embedding and the output head, by the words and rules of peft. */
export const tokenOptions = {
  trainableTokens: z
    .union([ids, z.record(z.string(), ids)])
    .optional()
    .describe(
      'Token ids whose rows of the embedding, and of a head that shares it, are trained; or such lists by names of modules: { embed_tokens: […], lm_head: […] }.',
    ),
  ensureWeightTying: z
    .boolean()
    .default(false)
    .describe('Where the output head is the embedding, modulesToSave trains one copy for both and not one for each.'),
};

export type TokenChoice = z.output<z.ZodObject<typeof tokenOptions>>;

/** These options → their keys in peft's file. */
export const tokenKeys = {
  trainableTokens: 'trainable_token_indices',
  ensureWeightTying: 'ensure_weight_tying',
} as const;
