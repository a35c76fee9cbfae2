import { targetOptions } from '@weitiao/adapters';
import { z } from 'zod';

const count = z.int().nonnegative();

/** Options of AdaLoRA, with peft's defaults. */
export const adaloraOptions = z.strictObject({
  variant: z
    .enum(['true', 'as-published'])
    .default('true')
    .describe(
      'true: ranks are allotted while it trains; as-published: as in the study, where nothing was ever pruned.',
    ),
  initialRank: z.int().positive().default(12).describe('Rank of every layer at the start.'),
  targetRank: z.int().positive().default(8).describe('Mean rank at the end.'),
  alpha: z.number().positive().default(16).describe('Strength; s = alpha / initialRank, also after pruning.'),
  dropout: z.number().min(0).max(0.99).default(0).describe("Of the adapter's input while training."),
  ...targetOptions,
  bias: z.enum(['none', 'all', 'lora_only']).default('none').describe('Biases of the base that are trained too.'),
  orthogonality: z
    .number()
    .nonnegative()
    .default(0.5)
    .describe('Weight of the penalty that keeps A and B orthonormal.'),
  initialSteps: count.default(0).describe('Steps before the first pruning.'),
  finalSteps: count.default(0).describe('Steps after the last pruning.'),
  interval: z.int().positive().default(1).describe('Steps from one pruning to the next.'),
  totalSteps: z.int().positive().optional().describe('Of the schedule; those of the run when absent.'),
  importanceSmoothing: z.number().gt(0).lt(1).default(0.85).describe('Decay of the average of importance, β₁.'),
  uncertaintySmoothing: z.number().gt(0).lt(1).default(0.85).describe('Decay of the average of its uncertainty, β₂.'),
  rankPattern: z
    .record(z.string(), z.array(z.boolean()))
    .optional()
    .describe('Of a finished adapter: which triplets of each module are left. Nothing more is pruned then.'),
});

export type AdaloraOptions = z.output<typeof adaloraOptions>;
