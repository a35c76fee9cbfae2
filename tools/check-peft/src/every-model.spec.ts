import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { MethodPlugin } from '@weitiao/checkpoint';
import { StudyError } from '@weitiao/core';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import {
  loadedModel,
  smallMethodOptions,
  subfolders,
  tinyModels,
  type Architecture,
  type LoadedModel,
} from '@weitiao/python-reference';
import { train, type MicroBatch } from '@weitiao/training';
import { fixtureTexts } from './fixture-texts.js';
import { refusals } from './refusals.js';

const batchOf = async (folder: string): Promise<MicroBatch> =>
  (await fixtureTexts(folder)).map((tokens, id) => [{ id, tokens, labels: tokens }]);

/** Loss of one optimiser step, and which parameters it changed. */
async function trainedOnce(plugin: MethodPlugin, name: string, { model, weights, folder }: LoadedModel) {
  const adapter = plugin((smallMethodOptions[name] ?? {}) as never).attach(model);
  using values = ParameterStore.start(parametersOf(adapter), weights, 1);
  const now = () => values.parameters.map((parameter) => Float32Array.from(values.get(parameter).dataSync()));
  const before = now();
  const steps = [{ step: 0, microBatches: [await batchOf(folder)] }];
  const schedule = { name: 'constant' as const };
  const { loss } = await train({
    ...{ model, weights, adapter, values, steps, schedule, totalSteps: 1, seed: 1, learningRate: 0.01 },
  });
  const after = now();
  const changed = after.map((own, at) => own.some((value, place) => value !== before[at]![place]));
  return { loss, finite: after.every((own) => own.every(Number.isFinite)), changed };
}

describe.each(tinyModels())('on $family/$name', ({ family, folder }) => {
  let loaded: LoadedModel;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    const { default: plugin } = (await import(`@weitiao/model-${family}`)) as { default: Architecture };
    loaded = await loadedModel(folder, plugin);
  });

  it.each(subfolders('plugins/peft'))('%s trains, or says why it has nothing to do', async (method) => {
    const { default: plugin } = (await import(`@weitiao/peft-${method}`)) as { default: MethodPlugin };
    const refusal = refusals[method];
    if (refusal?.when(loaded.model)) {
      const refused = trainedOnce(plugin, method, loaded);
      await expect(refused).rejects.toBeInstanceOf(StudyError);
      await expect(refused).rejects.toThrow(refusal.says);
      return;
    }
    const { loss, finite, changed } = await trainedOnce(plugin, method, loaded);
    expect([Number.isFinite(loss), finite, changed.includes(true)]).toEqual([true, true, true]);
  });
});
