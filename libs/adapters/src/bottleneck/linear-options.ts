import { z } from 'zod';
import { activationOption } from './activations.js';
import { linearStart } from './bottleneck.js';

/** Options of bottlenecks on linear layers: the fields of LLM-Adapters' `BottleneckConfig`, with its defaults. */
export const linearBottleneckOptions = z.strictObject({
  bottleneck: z.int().positive().default(256).describe('Inner width.'),
  activation: activationOption.default('tanh'),
  scaling: z
    .union([z.number().positive(), z.literal('learned')])
    .default(1)
    .describe('Factor on the branch; learned: one number a place, from 1.'),
  dropout: z.number().min(0).max(0.99).default(0).describe("Of the branch's input while training."),
  start: linearStart.default('bert'),
  bias: z
    .enum(['none', 'adapter_only', 'all'])
    .default('none')
    .describe('Biases of the base that are trained too: none, those of the adapted layers, all.'),
  targetModules: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe("Other places: a regular expression for the whole path, or endings of paths (peft's rule)."),
});

export type LinearBottleneckOptions = z.output<typeof linearBottleneckOptions>;
