import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadAdapter, saveAdapter } from '@weitiao/checkpoint';
import {
  inTemporaryFolder,
  logitsOf,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
} from '@weitiao/conformance';
import { StudyError, type PeftMethod } from '@weitiao/core';
import { parametersOf, ParameterStore, type Weights } from '@weitiao/nn';
import { newestCheckpoint, train } from '@weitiao/training';
import { join } from 'node:path';
import adalora from './index.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const model = tinyFusedModel();
const options = {
  initialRank: 4,
  targetRank: 1,
  alpha: 400,
  targetModules: 'all-linear',
  initialSteps: 2,
  finalSteps: 2,
  interval: 2,
};
const segments = Array.from({ length: 8 }, (_, id) =>
  segment(
    id,
    [3, 7, 1, 12, 5, 9, 2].map((token) => (token * (id + 1)) % 23),
  ),
);
const steps = segments.map((one, step) => ({ step, microBatches: [[[one]]] }));

const started = (method: PeftMethod, weights: Weights) => {
  const adapter = method.attach(model);
  return { adapter, values: ParameterStore.start(parametersOf(adapter), weights, 1) };
};
const left = ({ values }: { values: ParameterStore }) =>
  values.parameters
    .filter(({ name }) => name.endsWith('.lora_E'))
    .map((parameter) => [...values.get(parameter).dataSync()].filter((value) => value !== 0).length);
const run = { model, totalSteps: steps.length, steps, learningRate: 0.02, seed: 1 };

describe('the allocator', () => {
  it('comes down to the mean rank that is asked for, and the file holds no more than that', async () => {
    using weights = randomWeights(model);
    const method = adalora(options);
    const tuned = started(method, weights);
    await train({ ...run, ...tuned, weights });
    const ranks = left(tuned);
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe(ranks.length);
    expect(new Set(ranks).size).toBeGreaterThan(1);

    await inTemporaryFolder(async (root) => {
      const folder = join(root, 'adapter');
      await saveAdapter(folder, { ...tuned, method, model, values: (one) => tuned.values.get(one), baseModel: 'tiny' });
      const { adapter, tensors, method: read } = await loadAdapter(folder, [adalora], model);
      using values = ParameterStore.of(tensors);
      expect(values.parameters.filter(({ name }) => name.endsWith('_E')).map(({ shape }) => shape[0])).toEqual(ranks);
      expect(read.options).toMatchObject({ variant: 'as-published', initialRank: 4, initialSteps: 2 });
      const rows = [[segments[0]!]];
      const wanted = logitsOf({ model, weights, adapters: [tuned] }, rows)[0]!;
      expect(
        relativeDifference(logitsOf({ model, weights, adapters: [{ adapter, values }] }, rows)[0]!, wanted),
      ).toBeLessThan(1e-5);
      const again = join(root, 'again');
      await saveAdapter(again, { method: read, model, adapter, values: (one) => values.get(one), baseModel: 'tiny' });
      const second = await loadAdapter(again, [adalora], model);
      using others = ParameterStore.of(second.tensors);
      expect(others.parameters.map(({ name, shape }) => [name, shape])).toEqual(
        values.parameters.map(({ name, shape }) => [name, shape]),
      );
    });
    tuned.values[Symbol.dispose]();
  });

  it('goes on from a checkpoint to the same bits', async () => {
    using weights = randomWeights(model);
    const bytes = ({ values }: { values: ParameterStore }) =>
      Object.fromEntries(values.parameters.map((one) => [one.name, [...values.get(one).dataSync()]]));
    const whole = started(adalora(options), weights);
    await train({ ...run, ...whole, weights });
    await inTemporaryFolder(async (folder) => {
      const checkpoints = { folder, everySteps: 5, keep: 9, identity: 'one' };
      const half = started(adalora(options), weights);
      await train({ ...run, ...half, weights, totalSteps: 8, checkpoints });
      const resumed = started(adalora(options), weights);
      const resume = (await newestCheckpoint(folder, { identity: 'one' }))!;
      const { rm } = await import('node:fs/promises');
      await rm(resume.folder, { recursive: true });
      const fifth = (await newestCheckpoint(folder, { identity: 'one' }))!;
      expect(fifth.state.step).toBe(5);
      await train({ ...run, ...resumed, weights, steps: steps.slice(5), resume: fifth });
      expect(bytes(resumed)).toEqual(bytes(whole));
      [half, resumed].forEach(({ values }) => values[Symbol.dispose]());
    });
    whole.values[Symbol.dispose]();
  });

  it('as published prunes nothing', async () => {
    using weights = randomWeights(model);
    const tuned = started(adalora({ ...options, variant: 'as-published' }), weights);
    await train({ ...run, ...tuned, weights });
    expect(new Set(left(tuned))).toEqual(new Set([4]));
    tuned.values[Symbol.dispose]();
  });

  it('refuses what leaves it nothing to do', async () => {
    using weights = randomWeights(model);
    const tuned = started(adalora({ ...options, initialSteps: 6 }), weights);
    await expect(train({ ...run, ...tuned, weights })).rejects.toThrow(
      'AdaLoRA prunes between its first 6 and its last 2 steps; a run of 8 steps has none there.',
    );
    tuned.values[Symbol.dispose]();
    expect(() => adalora({ ...options, targetRank: 5 }).attach(model)).toThrow(StudyError);
    expect(() => adalora({ ...options, initialRank: 13 }).attach(model)).toThrow(/The rank 13 is larger than/);
  });
});
