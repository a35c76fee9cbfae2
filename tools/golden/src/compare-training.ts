import { parametersOf, ParameterStore } from '@weitiao/nn';
import { recordedSteps, savedValues, worstDifference, type Form, type LoadedModel } from '@weitiao/python-reference';
import { train } from '@weitiao/training';
import { join } from 'node:path';
import type { GoldenCase, GoldenSet } from './golden-set.js';
import { referenceOf } from './reference.js';

/** The largest relative differences of a training from Python's. */
export interface Differences {
  readonly loss: number;
  readonly gradientNorm: number;
  /** ‖Δ‖ / ‖w‖ of the worst tensor after the last step; absent where Python's were not kept, or not all steps were taken. */
  readonly weights?: number;
}

/**
 * Trains as Python did: AdamW with decay on every parameter, five steps of warm-up, no dropout.
 * @param count steps to take at most
 */
export async function compareTraining(
  set: GoldenSet,
  { model, weights }: LoadedModel,
  goldenCase: GoldenCase,
  form: Form,
  count = Infinity,
): Promise<Differences> {
  const reference = await referenceOf(set, goldenCase.name);
  const steps = await recordedSteps(join(set.folder, reference.batches ?? 'batches.json'), form);
  const adapter = goldenCase.method.attach(model);
  const values = goldenCase.start
    ? ParameterStore.of(await savedValues(join(set.folder, goldenCase.start), parametersOf(adapter)))
    : ParameterStore.start(parametersOf(adapter), weights, 0);
  try {
    const run = train({
      ...{ model, weights, adapter, values, steps, totalSteps: steps.length, seed: 0 },
      ...{ learningRate: reference.learning_rate, schedule: { name: 'linear', warmup: 5 } },
      maxGradientNorm: reference.largest_norm ?? 1,
      optimizer: { weightDecay: reference.weight_decay, decay: 'all' },
    });
    const worst = { loss: 0, gradientNorm: 0 };
    run.events.subscribe((event) => {
      if (event.type !== 'step-end') return;
      worst.loss = Math.max(worst.loss, relative(event.loss, reference.losses[event.step - 1]!));
      worst.gradientNorm = Math.max(
        worst.gradientNorm,
        relative(event.gradientNorm, reference.gradient_norms[event.step - 1]!),
      );
      if (event.step >= count) void run.stop();
    });
    const { step } = await run;
    const wanted = Math.min(count, reference.losses.length);
    if (step !== wanted) throw new Error(`${goldenCase.name}: ${step} steps were taken, Python took ${wanted}.`);
    if (!goldenCase.end || step < steps.length) return worst;
    const { difference } = await worstDifference(join(set.folder, goldenCase.end), values, model);
    return { ...worst, weights: difference };
  } finally {
    values[Symbol.dispose]();
  }
}

/** NaN counts as infinitely wrong. */
function relative(found: number, wanted: number): number {
  const difference = Math.abs(found - wanted) / Math.abs(wanted);
  return Number.isNaN(difference) ? Infinity : difference;
}
