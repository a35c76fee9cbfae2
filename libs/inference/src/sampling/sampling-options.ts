import { OptionsError } from '@weitiao/core';
import { z } from 'zod';

/** How a token is chosen from the model's distribution. The names and meanings are those of transformers' generation. */
export const samplingOptions = z.strictObject({
  temperature: z
    .number('wanted a number of at least 0')
    .nonnegative('wanted a number of at least 0')
    .default(0)
    .describe('Logits are divided by it before a token is drawn; 0 takes the likeliest token (greedy).'),
  topK: z
    .int('wanted a whole number of at least 1')
    .positive('wanted a whole number of at least 1')
    .optional()
    .describe('Draws among the so many likeliest tokens only.'),
  topP: z
    .number('wanted a number above 0 and at most 1')
    .positive('wanted a number above 0 and at most 1')
    .max(1, 'wanted a number above 0 and at most 1')
    .optional()
    .describe('Draws among the fewest likeliest tokens whose probabilities add up to this.'),
  repetitionPenalty: z
    .number('wanted a number above 0')
    .positive('wanted a number above 0')
    .default(1)
    .describe('Makes tokens of the prompt and of the answer so far less likely when above 1; also when greedy.'),
});

export type Sampling = z.output<typeof samplingOptions>;
export type SamplingInput = z.input<typeof samplingOptions>;

/** @throws OptionsError when an option does not exist or has a wrong value */
export function parseSampling(input: SamplingInput): Sampling {
  const parsed = samplingOptions.safeParse(input);
  if (!parsed.success) throw OptionsError.from('sampling', samplingOptions, input, parsed.error);
  return parsed.data;
}
