import type { TemplateReference } from '@weitiao/tokenizer';
import { z } from 'zod';
import { exactlyOne } from './exactly-one.js';
import { studyLearningRate } from './learning-rate.js';
import { quantity } from './quantity.js';
import { templateReference } from './template-reference.js';

const fraction = z.number().min(0).lt(1);

const schedule = z.strictObject({
  use: z.enum(['linear', 'cosine', 'constant']).default('linear'),
  warmup: z.number().nonnegative().default(0).describe('Steps; below 1 a share of all steps.'),
});

const optimizer = z.strictObject({
  weightDecay: z.number().nonnegative().default(0),
  beta1: fraction.default(0.9),
  beta2: fraction.default(0.999),
  epsilon: z.number().positive().default(1e-8),
  decay: z.enum(['standard', 'all']).default('standard').describe('What decays: standard leaves out biases and norms.'),
});

const shape = {
  template: templateReference
    .optional()
    .describe(
      'Prompt template: a name, e.g. alpaca-zh; chat is the model folder’s own, with options { use: chat, variables: … }. Plain text needs none: with it, how benchmarks ask; none when absent.',
    ),
  budget: exactlyOne({ epochs: z.number().positive(), steps: quantity, tokens: quantity }).describe(
    'How long to train.',
  ),
  maxLength: z
    .int()
    .min(2)
    .default(512)
    .describe('Tokens of the longest example, of a packed row, and of a block of plain text.'),
  onTooLong: z.enum(['truncate', 'drop']).default('truncate'),
  documents: z
    .enum(['joined', 'separate'])
    .optional()
    .describe('Of plain text: whether the documents of a block see each other; joined when absent.'),
  packing: z.boolean().default(true).describe('Several examples in a row, none of which sees another.'),
  tokensPerStep: quantity.optional(),
  examplesPerStep: quantity.optional(),
  microBatch: exactlyOne({ examples: quantity, tokens: quantity })
    .default({ tokens: 2048 })
    .describe('What is computed at once: memory, not the result.'),
  learningRate: z.number().nonnegative(),
  schedule: schedule.prefault({}),
  optimizer: optimizer.prefault({}),
  maxGradientNorm: z.number().positive().nullable().default(1).describe('null: no clipping.'),
  heldOut: z
    .strictObject({ rows: quantity, everySteps: quantity })
    .optional()
    .describe('Rows that are not trained on, and how often their loss is taken.'),
  checkpoints: z.strictObject({ everySteps: quantity.default(100), keep: quantity.default(2) }).prefault({}),
  recompute: z
    .boolean()
    .default(false)
    .describe('Less memory, more time: layers are computed again in the backward pass.'),
  threads: z.int().positive().default(2).describe('Part of the identity: the bits depend on it.'),
};

const hasStepSize = {
  check: ({ tokensPerStep, examplesPerStep }: { tokensPerStep?: unknown; examplesPerStep?: unknown }) =>
    (tokensPerStep === undefined) !== (examplesPerStep === undefined),
  error: 'Give exactly one of tokensPerStep, examplesPerStep: how much an optimiser step sees',
};

/** The section `train` of a trial file. */
export const trainOptions = z.strictObject(shape).refine(hasStepSize.check, { error: hasStepSize.error });
export type TrainOptions = z.output<typeof trainOptions>;
export type TrainOptionsInput = z.input<typeof trainOptions>;

/** The template that prompts are written with; what is trained on plain text may have none. */
export const templateOf = ({ template }: Pick<TrainOptions, 'template'>): TemplateReference => template ?? 'none';

/** The section `train` of a study file: as that of a trial, and the learning rate may be another for each method, or searched. */
export const studyTrainOptions = z
  .strictObject({
    ...shape,
    learningRate: studyLearningRate,
  })
  .refine(hasStepSize.check, { error: hasStepSize.error });
