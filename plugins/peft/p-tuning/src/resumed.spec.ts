import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { inTemporaryFolder, randomWeights, segment, tinyFusedModel } from '@weitiao/conformance';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { newestCheckpoint, train, type Checkpoint } from '@weitiao/training';
import pTuning from './index.js';

const [identity, totalSteps] = ['p-tuning', 6];
const rows = [segment(1, [3, 7, 1, 12, 5]), segment(2, [4, 11, 6, 8])];
const steps = (from: number) =>
  Array.from({ length: totalSteps }, (_, step) => ({ step, microBatches: rows.map((row) => [[row]]) })).slice(from);

/** Trains in a fresh store to the end or to a step. @returns every number of table and network */
async function run(method: ReturnType<typeof pTuning>, folder: string, stopAfter?: number, resume?: Checkpoint) {
  const model = tinyFusedModel();
  using weights = randomWeights(model);
  const adapter = method.attach(model);
  using values = ParameterStore.start(parametersOf(adapter), weights, 1);
  const running = train({
    ...{ model, weights, adapter, values, totalSteps, steps: steps(resume?.state.step ?? 0) },
    ...{ learningRate: 0.01, schedule: { name: 'linear', warmup: 1 }, seed: 5 },
    checkpoints: { folder, identity, everySteps: 2, keep: 1 },
    ...(resume && { resume }),
  });
  running.events.subscribe((event) => {
    if (event.type === 'step-end' && event.step === stopAfter) void running.stop();
  });
  const { step } = await running;
  return { step, numbers: values.parameters.map((parameter) => [...values.get(parameter).dataSync()]) };
}

describe('training that was interrupted', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it.each([
    pTuning({ virtualTokens: 3, encoderWidth: 5 }),
    pTuning({ virtualTokens: 3, encoderWidth: 4, encoder: 'LSTM', encoderDropout: 0.3 }),
  ])('goes on from table and network, and ends with the same numbers: $options.encoder', (method) =>
    inTemporaryFolder(async (folder) => {
      const straight = await run(method, `${folder}/straight`);
      const stopped = await run(method, `${folder}/stopped`, 3);
      expect(stopped.step).toBe(3);
      const resume = await newestCheckpoint(`${folder}/stopped`, { identity });
      expect(await run(method, `${folder}/stopped`, undefined, resume)).toEqual(straight);
    }),
  );
});
