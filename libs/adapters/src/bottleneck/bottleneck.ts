import { kaimingUniform, normal, zeros, type Parameter, type Parameters, type Pass, type Values } from '@weitiao/core';
import { affine, mul, type Tensor } from '@weitiao/tensor';
import { z } from 'zod';
import { truncatedNormal } from './truncated-normal.js';

/** A narrow branch beside or around a part of the model. A description: it computes and allocates nothing. */
export interface Bottleneck {
  readonly parameters: Parameters;
  /** `[rows, input]` → `[rows, output]` */
  branch(input: Tensor, values: Values<Parameters>, pass: Pass): Tensor;
}

interface Start {
  readonly down: Parameter['initial'];
  readonly up: Parameter['initial'];
}

/** First values of the two projections, by the names that LLM-Adapters and adapter-hub give them. Biases start at 0. */
export const starts = {
  bert: { down: normal(0.02), up: normal(0.02) },
  mam_adapter: { down: kaimingUniform, up: zeros },
  houlsby: { down: truncatedNormal(0.01), up: truncatedNormal(0.01) },
} satisfies Readonly<Record<string, Start>>;

const bert = 'bert: both N(0, 0.02²), which already changes what the model says';
const zero = 'mam_adapter: down by Kaiming, up 0, which changes nothing';
const houlsby = 'houlsby: both N(0, 0.01²) without what is beyond two deviations';

/** The starts of LLM-Adapters. */
export const linearStart = z.enum(['bert', 'mam_adapter']).describe(`First values. ${bert}; ${zero}.`);

/** The starts of adapter-hub. */
export const sublayerStart = z
  .enum(['bert', 'mam_adapter', 'houlsby'])
  .describe(`First values. ${bert}; ${zero}; ${houlsby}.`);

/** `Up act(Down input)`, with biases where there are some. `[rows, input]` → `[rows, output]` */
export function throughBottleneck(
  input: Tensor,
  { down, downBias, up, upBias }: Values<Parameters>,
  activate: (narrow: Tensor) => Tensor,
): Tensor {
  return affine(activate(affine(input, down!, downBias)), up!, upBias);
}

/** A factor that is fixed, or learned: `[1]` or one a channel, `[output]`. */
export const scaledBy = (factor: Tensor | number, branch: Tensor): Tensor =>
  factor === 1 ? branch : mul(factor, branch);
