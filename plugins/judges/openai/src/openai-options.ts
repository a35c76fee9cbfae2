import { z } from 'zod';
import { environmentValue } from './secrets.js';

const price = z.number().min(0);

export const openaiOptions = z
  .strictObject({
    model: z.string().min(1).describe('Name of the model; a dated snapshot, or results change when the name moves on.'),
    url: z
      .string()
      .default('https://api.openai.com/v1')
      .transform((url) => (environmentValue(url) ?? url).replace(/\/+$/, ''))
      .describe('What stands before /chat/completions; $NAME reads it from the environment.'),
    // Address and key are checked where they are read: a fault that a schema finds is told with the value.
    key: z
      .custom<string>(() => true)
      .optional()
      .describe('$NAME of the environment variable that holds the key. A key itself is refused.'),
    system: z.string().default('You are a helpful assistant.').describe('First message; empty for none.'),
    temperature: z.number().min(0).max(2).default(0),
    maxTokens: z.int().positive().default(512).describe('Length of a verdict.'),
    seed: z.int().optional().describe('Passed on, where the endpoint knows it.'),
    fields: z.record(z.string(), z.json()).default({}).describe('More fields of the request body; null takes one out.'),
    concurrency: z.int().min(1).max(256).default(4).describe('Requests at the same time.'),
    retries: z.int().min(0).max(20).default(6).describe('Attempts after the first one, for what may pass.'),
    backoff: z.number().positive().default(1).describe('Seconds before the first retry; doubled for each, 60 at most.'),
    timeout: z.number().positive().default(120).describe('Seconds for one attempt.'),
    prices: z
      .strictObject({ input: price, output: price })
      .optional()
      .describe('Of a million tokens, in the currency of `limit`.'),
    limit: z
      .union([
        z.number().positive(),
        z.string().regex(/^\d+(\.\d+)?\s*[A-Z]{3}$/, 'An amount such as "5 USD" was wanted'),
      ])
      .optional()
      .describe('What all verdicts together may cost; needs `prices`.'),
  })
  .refine(({ limit, prices }) => limit === undefined || prices !== undefined, {
    path: ['prices'],
    error: 'A limit of cost needs prices: { input: …, output: … } of a million tokens',
  });
export type OpenaiOptions = z.output<typeof openaiOptions>;
