import { z } from 'zod';
import { activationOption, type Activation } from './activations.js';
import { sublayerStart } from './bottleneck.js';

interface Defaults {
  readonly attention: boolean;
  readonly reductionFactor: number;
  readonly activation: Activation;
  readonly scaling: number;
  readonly start: z.output<typeof sublayerStart>;
}

/** Options of bottlenecks on sublayers: the fields of adapter-hub's `BnConfig`, with what a paper has for defaults. */
export const sublayerBottleneckOptions = ({ attention, reductionFactor, activation, scaling, start }: Defaults) =>
  z
    .strictObject({
      attention: z.boolean().default(attention).describe('Whether attention gets one.'),
      mlp: z.boolean().default(true).describe('Whether the MLP gets one.'),
      reductionFactor: z
        .union([z.number().positive(), z.record(z.string(), z.number().positive())])
        .default(reductionFactor)
        .describe("Width ÷ inner width; { '1': 8, default: 16 } for single layers, counted from 0."),
      bottleneck: z.int().positive().optional().describe('Inner width, in place of reductionFactor.'),
      activation: activationOption.default(activation),
      scaling: z
        .union([z.number().positive(), z.enum(['learned', 'channel'])])
        .default(scaling)
        .describe('Factor on the branch; learned: a number a place, channel: one a channel, both from 1.'),
      dropout: z.number().min(0).max(0.99).default(0).describe("Of the branch's output while training."),
      start: sublayerStart.default(start),
      leaveOut: z.array(z.int().min(0)).default([]).describe('Layers without one, counted from 0.'),
    })
    .refine(({ attention, mlp }) => attention || mlp, 'Nothing would be trained: attention and mlp are both false');

export type SublayerBottleneckOptions = z.output<ReturnType<typeof sublayerBottleneckOptions>>;
