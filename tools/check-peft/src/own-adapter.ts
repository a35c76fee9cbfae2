import { saveAdapter, saveModel, writeTensors } from '@weitiao/checkpoint';
import { parametersOf, ParameterStore, virtualRows, type AttachedAdapter } from '@weitiao/nn';
import { promptLogits } from '@weitiao/python-reference';
import { add, dispose, philoxNormal, randomKey, scope, tensor } from '@weitiao/tensor';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trial } from './trial.js';

/** An adapter of ours in which no trained part is zero. The caller disposes its values. */
export function noisyAdapter({ method, model: { model, weights } }: Trial): AttachedAdapter {
  const adapter = method.attach(model);
  const values = ParameterStore.start(parametersOf(adapter), weights, 3);
  const deviation = adapter.weights ? 0.01 : 0.05;
  for (const parameter of values.parameters) {
    if (parameter.trained === false) continue;
    const value = values.get(parameter);
    const noise = philoxNormal(value.size, randomKey('noise', parameter.name)).map((draw) => draw * deviation);
    values.set(
      parameter,
      scope(() => add(value, tensor(noise, [...value.shape]))),
    );
  }
  return { adapter, values };
}

/** Writes `ours/`, as a run would save it, and its logits. */
export async function writeOurs(trial: Trial, attached: AttachedAdapter): Promise<void> {
  await mkdir(trial.folder, { recursive: true });
  await save(trial, attached);
  const logits = promptLogits(trial.model, [attached], trial.model.prompts);
  await writeTensors(
    join(trial.folder, 'ours.safetensors'),
    new Map(logits.map((one, number) => [String(number), one])),
  );
  dispose(logits);
}

async function save({ method, model: { model, weights, folder: source }, folder }: Trial, attached: AttachedAdapter) {
  const { adapter, values } = attached;
  const target = join(folder, 'ours');
  if (!method.file) {
    const all = [...weights.names].map((name) => {
      const trained = adapter.weights?.get(name);
      return [name, trained ? values.get(trained) : weights.get(name)] as const;
    });
    return saveModel(target, { source, weights: new Map(all) });
  }
  const rows = virtualRows(model, weights, attached);
  await saveAdapter(target, {
    ...{ method, model, adapter, baseModel: source },
    values: (parameter) => values.get(parameter),
    ...(rows && { rows }),
  });
  rows?.dispose();
}
