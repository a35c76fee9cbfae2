import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { brokenMethods } from './fakes/broken-methods.js';
import { brokenModels } from './fakes/broken-models.js';
import { randomWeights } from './fakes/random-weights.js';
import { tinyLowRank } from './fakes/tiny-methods.js';
import { tinyFusedModel, tinySplitModel } from './fakes/tiny-models.js';
import { BrokenPromiseError } from './kit/assertions.js';
import { methodChecks } from './method/describe-peft-method.js';
import type { MethodSubject } from './method/subject.js';
import { describeBaseModel, modelChecks } from './model/describe-base-model.js';
import { modelSubject } from './model/subject.js';

beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
});

describeBaseModel({ name: 'tiny fused', build: tinyFusedModel });
describeBaseModel({ name: 'tiny split', build: tinySplitModel });

describe('a broken model fails the check', () => {
  it.each(modelChecks.map((check) => [check.name, check] as const))('%s', async (name, check) => {
    const model = brokenModels[name]!();
    const subject = modelSubject({ model, weights: randomWeights(model), adapters: [] });
    await expect((async () => check.run(subject))()).rejects.toThrow(BrokenPromiseError);
  });

  it('for every check there is one', () => {
    expect(Object.keys(brokenModels).sort()).toEqual(modelChecks.map(({ name }) => name).sort());
  });
});

describe('a broken method fails the check', () => {
  const honest = (): MethodSubject => {
    const model = tinyFusedModel();
    return { model, weights: randomWeights(model), plugin: tinyLowRank, method: tinyLowRank({}) };
  };

  it.each(methodChecks.map((check) => [check.name, check] as const))('%s', async (name, check) => {
    const subject = honest();
    const broken = { ...subject, ...brokenMethods[name]!(subject) };
    await expect((async () => check.run(broken))()).rejects.toThrow(BrokenPromiseError);
  });

  it('for every check there is one', () => {
    expect(Object.keys(brokenMethods).sort()).toEqual(methodChecks.map(({ name }) => name).sort());
  });

  it.each(
    methodChecks
      .filter(({ name }) => name !== 'changes nothing at the start')
      .map((check) => [check.name, check] as const),
  )('and an honest one passes: %s', async (_name, check) => {
    await check.run(honest());
  });
});
