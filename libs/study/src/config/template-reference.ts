import type { TemplateReference } from '@weitiao/tokenizer';
import { z } from 'zod';

/** A template by its name, or with options: `{ use: chat, variables: { enable_thinking: false } }`. Which options there are, the template says. */
export const templateReference = z.union(
  [z.string(), z.looseObject({ use: z.string().min(1) })],
  'A template is wanted: a name, or { use: chat, … }',
) as z.ZodType<TemplateReference, TemplateReference>;
