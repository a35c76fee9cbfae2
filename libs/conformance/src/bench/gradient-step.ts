import { sub, tensor } from '@weitiao/tensor';
import { scope } from '@weitiao/tensor';
import { lossAndGradients, type Bench } from './bench.js';
import type { Segment } from '@weitiao/core';

/** One step down the gradient of the first adapter, `rate` × the gradient of the mean loss. @returns the loss before it */
export function gradientStep(bench: Bench, rows: readonly (readonly Segment[])[], rate: number): number {
  const { values } = bench.adapters[0]!;
  const { loss, gradients } = lossAndGradients(bench, rows);
  const tokens = rows.flat().reduce((sum, { tokens: own }) => sum + own.length - 1, 0);
  gradients.forEach((gradient, parameter) => {
    const step = gradient.map((value) => (rate * value) / tokens);
    values.set(
      parameter,
      scope(() => sub(values.get(parameter), tensor(step, [...parameter.shape]))),
    );
  });
  return loss;
}
