import { parametersOf, ParameterStore } from '@weitiao/nn';
import type { TrainingSpec } from '../loop/training-spec.js';
import type { TrainingStep } from '../step/training-step.js';
import { tinyAdapter } from './tiny-adapter.js';
import { tinySegments } from './tiny-data.js';
import { tinyModel, tinyWeights } from './tiny-model.js';

/** Steps of two micro-batches of two rows each, other segments in every step. */
export const tinySteps = (count: number): TrainingStep[] =>
  Array.from({ length: count }, (_, step) => {
    const segments = tinySegments(4, 4 * step);
    return { step, microBatches: [segments.slice(0, 2).map((one) => [one]), segments.slice(2).map((one) => [one])] };
  });

export interface TinyRun extends Disposable {
  readonly spec: TrainingSpec;
  /** Bytes of all values, by parameter name. */
  bytes(): Record<string, string>;
}

/** A spec with dropout, decay, warm-up and clipping, over fresh stores. */
export function tinyRun(totalSteps: number, change: Partial<TrainingSpec> = {}): TinyRun {
  const model = tinyModel();
  const weights = tinyWeights(model);
  const adapter = tinyAdapter(model, 0.2);
  const values = ParameterStore.start(parametersOf(adapter), weights, 1);
  const spec: TrainingSpec = {
    ...{ model, weights, adapter, values, steps: tinySteps(totalSteps), totalSteps },
    ...{
      learningRate: 0.02,
      schedule: { name: 'cosine', warmup: 2 },
      optimizer: { weightDecay: 0.01 },
      maxGradientNorm: 0.5,
      seed: 9,
    },
    ...change,
  };
  return {
    spec,
    bytes: () =>
      Object.fromEntries(
        spec.values.parameters.map((parameter) => {
          const { buffer, byteOffset, byteLength } = spec.values.get(parameter).dataSync() as Float32Array;
          return [parameter.name, Buffer.from(buffer, byteOffset, byteLength).toString('base64')];
        }),
      ),
    [Symbol.dispose]() {
      values[Symbol.dispose]();
      weights[Symbol.dispose]();
    },
  };
}
