import { parametersOf, ParameterStore } from '@weitiao/nn';
import { recordedSteps, savedValues, worstDifference } from '@weitiao/python-reference';
import { train } from '@weitiao/training';
import { join } from 'node:path';
import type { Training } from './case-file.js';
import { none, within, wrong, type Cell } from './cell.js';
import { batchFile, type PythonResult } from './python-side.js';
import type { Trial } from './trial.js';

const tolerances = { loss: 1e-5, weights: 1e-4 };
const warmUp = 2;

/** Trains as Python did, from its start, and compares every step and what came out. */
export async function trainingCell(trial: Trial, { training: theirs, errors }: PythonResult): Promise<Cell> {
  const { training, models } = trial.case;
  if (typeof training === 'string') return none(training);
  if (!theirs) return wrong(errors.training ?? errors.make ?? 'Python did not train');
  using values = await startValues(trial);
  const sizes = values.parameters.map(({ shape, trained }) =>
    trained === false ? 0 : shape.reduce((size, length) => size * length, 1),
  );
  const trainable = sizes.reduce((sum, size) => sum + size, 0);
  const wanted = models[trial.model.name]!.trainable ?? theirs.trainable;
  if (trainable !== theirs.trainable || trainable !== wanted)
    return wrong(`it trains ${trainable} numbers, Python ${theirs.trainable}, wanted ${wanted}`);
  const loss = await worstLoss(trial, training, theirs.losses, values);
  const { name, difference } = await worstDifference(join(trial.folder, 'end.safetensors'), values, trial.model.model);
  return within([
    ['a loss', loss, tolerances.loss],
    [name, difference, tolerances.weights],
  ]);
}

/** Python's tensors; what it does not have and we do not train keeps our own first value. */
async function startValues({ method, model: { model, weights }, folder }: Trial) {
  const adapter = method.attach(model);
  const values = ParameterStore.start(parametersOf(adapter), weights, 0);
  const theirs = await savedValues(join(folder, 'start.safetensors'), values.parameters);
  theirs.forEach((value, parameter) => values.set(parameter, value));
  return Object.assign(values, { adapter });
}

/** The largest relative difference of a step's loss, the penalty of the method included as Python does. */
async function worstLoss(
  { model: { model, weights } }: Trial,
  { learningRate, steps: count }: Training,
  wanted: readonly number[],
  values: ParameterStore & { adapter: ReturnType<Trial['method']['attach']> },
): Promise<number> {
  const steps = (await recordedSteps(batchFile, 'padded')).slice(0, count);
  const run = train({
    ...{ model, weights, adapter: values.adapter, values, steps, totalSteps: count, seed: 0, learningRate },
    schedule: { name: 'linear', warmup: warmUp },
    optimizer: { weightDecay: 0.01, decay: 'all' },
  });
  let worst = 0;
  run.events.subscribe((event) => {
    if (event.type !== 'step-end') return;
    const target = wanted[event.step - 1]!;
    const difference = Math.abs(event.loss + (event.penalty ?? 0) - target) / Math.abs(target);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  });
  await run;
  return worst;
}
