import { afterAll, beforeAll } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { BaseModel, PeftMethod } from '@weitiao/core';
import { randomWeights } from '../fakes/random-weights.js';
import { tinyFusedModel, tinySplitModel } from '../fakes/tiny-models.js';
import type { Skips } from '../kit/check.js';
import { describeChecks } from '../kit/describe-checks.js';
import { attachChecks } from './attach-checks.js';
import { diskChecks } from './disk-checks.js';
import type { MethodCheck, MethodSubject } from './subject.js';
import { togetherChecks } from './together-checks.js';
import { trainingChecks } from './training-checks.js';

/** Every promise of a method. */
export const methodChecks: readonly MethodCheck[] = [...attachChecks, ...trainingChecks, ...togetherChecks, ...diskChecks];

export interface MethodKit {
  /** The configured method for a model. */
  readonly method: (model: BaseModel) => PeftMethod;
  readonly trainable?: (model: BaseModel) => number;
  /** Keys that must be on disk for a model, as the reference library writes them. */
  readonly diskKeys?: (model: BaseModel) => readonly string[];
  readonly skip?: Skips;
}

/** Proves a method on two small models, one with a fused query-key-value projection and one with three. */
export function describePeftMethod(name: string, kit: MethodKit): void {
  for (const [shape, build] of [['fused', tinyFusedModel], ['split', tinySplitModel]] as const) {
    let subject: MethodSubject | undefined;
    beforeAll(async () => {
      await tensorflow({ threads: 2 }).start();
      const model = build();
      const trainable = kit.trainable?.(model);
      const diskKeys = kit.diskKeys?.(model);
      subject = {
        model,
        method: kit.method(model),
        weights: randomWeights(model),
        ...(trainable !== undefined && { trainable }),
        ...(diskKeys && { diskKeys }),
      };
    });
    afterAll(() => subject?.weights[Symbol.dispose]());
    describeChecks(`method ${name} on a ${shape} model`, methodChecks, () => subject!, kit.skip);
  }
}
