import { z } from 'zod';

/** The thirty-first of February is read as a day of March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What may be said about the chat template of a model folder. */
export const chatOptions = z.strictObject({
  use: z.literal('chat'),
  name: z.string().default('default').describe('Which, where the folder has several.'),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'wanted a day as 2024-07-26')
    .refine((day) => isDay(day), 'wanted a day that there is')
    .default('2024-07-26')
    .describe(
      'The day that a template is told which writes today’s date; the default is the one that LLaMA 3.1’s template falls back to.',
    ),
  variables: z
    .record(z.string(), z.json())
    .default({})
    .describe('Variables that the template reads, e.g. { enable_thinking: false }.'),
});
export type ChatOptions = z.output<typeof chatOptions>;
