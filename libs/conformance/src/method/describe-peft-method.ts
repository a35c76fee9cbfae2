import { afterAll, beforeAll } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { MethodPlugin } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
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
export const methodChecks: readonly MethodCheck[] = [
  ...attachChecks,
  ...trainingChecks,
  ...togetherChecks,
  ...diskChecks,
];

export interface MethodKit<Plugin extends MethodPlugin> {
  readonly plugin: Plugin;
  /** Its configuration for a model, with dropout where the method has it. */
  readonly options: Parameters<Plugin>[0] | ((model: BaseModel) => Parameters<Plugin>[0]);
  /** How many parameters it trains on a model, by its paper. */
  readonly trainable?: (model: BaseModel) => number;
  /** The keys that must be on disk for a model, as the reference library writes them. */
  readonly diskKeys?: (model: BaseModel) => readonly string[];
  readonly skip?: Skips;
}

const models = { fused: tinyFusedModel, split: tinySplitModel };

/** Proves a method on two small models, one with a fused query-key-value projection and one with three. */
export function describePeftMethod<Plugin extends MethodPlugin>(kit: MethodKit<Plugin>): void {
  for (const [shape, build] of Object.entries(models)) {
    let subject: MethodSubject | undefined;
    beforeAll(async () => {
      await tensorflow({ threads: 2 }).start();
      subject = prepare(kit, build());
    });
    afterAll(() => subject?.weights[Symbol.dispose]());
    describeChecks(`method ${kit.plugin.pluginName} on a ${shape} model`, methodChecks, () => subject!, kit.skip);
  }
}

function prepare<Plugin extends MethodPlugin>(
  { plugin, options, ...kit }: MethodKit<Plugin>,
  model: BaseModel,
): MethodSubject {
  const given = typeof options === 'function' ? options(model) : options;
  const trainable = kit.trainable?.(model);
  const diskKeys = kit.diskKeys?.(model);
  return {
    model,
    plugin,
    method: plugin(given as never),
    weights: randomWeights(model),
    ...(trainable !== undefined && { trainable }),
    ...(diskKeys && { diskKeys }),
  };
}
