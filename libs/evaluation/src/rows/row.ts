import type { Answer, Verdict } from '@weitiao/core';
import { z } from 'zod';

/** An item as it was answered and graded. */
export interface Row extends Verdict {
  readonly id: string;
  readonly group: string;
  readonly tags?: readonly string[];
  readonly answer: Answer;
}

export const answerShape = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ logProbabilities: z.array(z.number()).min(1), choice: z.int().nonnegative() }),
]);

/** A line of a file of rows. `sum` is the hash of the row and of all that decided it. */
export const rowShape = z.strictObject({
  id: z.string(),
  group: z.string(),
  tags: z.array(z.string()).optional(),
  answer: answerShape,
  score: z.number().min(0).max(1).nullable(),
  note: z.string().optional(),
  marking: z
    .strictObject({ verdict: z.string(), score: z.number().nullable().optional(), cost: z.number().optional() })
    .optional(),
  sum: z.string(),
});
