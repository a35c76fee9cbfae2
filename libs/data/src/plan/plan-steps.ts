import { StudyError } from '@weitiao/core';
import type { ExampleLengths } from '../examples/index.js';
import type { Budget } from './budget.js';
import { epochOrder, type StepSize } from './epoch-order.js';
import { StepPlan } from './step-plan.js';

export type PlanStepsSpec = StepSize & {
  readonly data: ExampleLengths;
  readonly seed: number;
  /** A new order in each epoch; the order of the data when false. */
  readonly shuffle: boolean;
  readonly budget: Budget;
};

/**
 * Which examples each optimiser step is made of. A step never reaches over the end of an epoch, its last one takes what is left (as the
 * Trainer of transformers does). A budget of tokens ends with the step that reaches it.
 * @throws StudyError when a size or budget is not positive
 */
export function planSteps(spec: PlanStepsSpec): StepPlan {
  const { data, seed, shuffle, budget } = spec;
  const size: StepSize =
    'examplesPerStep' in spec ? { examplesPerStep: spec.examplesPerStep } : { tokensPerStep: spec.tokensPerStep };
  for (const [name, value] of Object.entries({ ...size, ...budget })) requirePositive(name, value, name !== 'epochs');
  if (data.count === 0) throw new StudyError('There are no examples to plan steps for.');
  const stepsPerEpoch = 'examplesPerStep' in size ? Math.ceil(data.count / size.examplesPerStep) : undefined;
  return new StepPlan(data, budget, (epoch) => epochOrder(data, size, shuffle, seed, epoch), stepsPerEpoch);
}

function requirePositive(name: string, value: number, whole: boolean): void {
  if (value > 0 && Number.isFinite(value) && (!whole || Number.isInteger(value))) return;
  throw new StudyError(`${name} is ${value}; a ${whole ? 'whole number' : 'number'} above 0 was wanted.`);
}
