import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { readTensors, type MethodPlugin } from '@weitiao/checkpoint';
import { StudyError, type BaseModel } from '@weitiao/core';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { loadedModel, subfolders, tinyModels, type Architecture, type LoadedModel } from '@weitiao/python-reference';
import { dispose } from '@weitiao/tensor';
import { train, type MicroBatch } from '@weitiao/training';
import { join } from 'node:path';

const everywhere = { targetModules: 'all-linear' };

/** What a method is told here; one that is not named is asked for its own defaults. */
const options: Readonly<Record<string, object>> = {
  lora: { ...everywhere, rank: 2 },
  dora: { ...everywhere, rank: 2 },
  adalora: { ...everywhere, initialRank: 2, targetRank: 1, initialSteps: 0, finalSteps: 0 },
  hira: { ...everywhere, rank: 2 },
  ia3: everywhere,
  vera: { ...everywhere, rank: 2 },
  oft: { ...everywhere, blockSize: 4 },
  miss: { ...everywhere, rank: 2 },
  'prompt-tuning': { virtualTokens: 3 },
  'prefix-tuning': { virtualTokens: 3 },
  'p-tuning': { virtualTokens: 3, encoderWidth: 4 },
  'sadapter-h': { bottleneck: 2 },
  'sadapter-p': { bottleneck: 2 },
  'p-adapter': { bottleneck: 2 },
  freeze: { layers: 1 },
};

/** Where a method has nothing to do, and what it says then. */
const refusals: Readonly<Record<string, { when(model: BaseModel): boolean; readonly says: RegExp }>> = {
  bitfit: { when: ({ weights }) => ![...weights.keys()].some((name) => name.endsWith('.bias')), says: /no biases/ },
};

/** Texts of the fixture, so that every model can read them: a text of the first ChatGLM must have its special tokens. */
async function batchOf(folder: string): Promise<MicroBatch> {
  const numbers = await readTensors(join(folder, 'logits.safetensors'));
  const texts = [0, 2].map((number) => Array.from(numbers.get(`ids.${number}`)!.dataSync()));
  dispose([...numbers.values()]);
  return texts.map((tokens, id) => [{ id, tokens, labels: tokens }]);
}

/** Loss of one optimiser step, and which parameters it changed. */
async function trainedOnce(plugin: MethodPlugin, name: string, { model, weights, folder }: LoadedModel) {
  const adapter = plugin((options[name] ?? {}) as never).attach(model);
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
    await tensorflow({ threads: 1 }).start();
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
