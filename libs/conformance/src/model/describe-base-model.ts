import { afterAll, beforeAll } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { BaseModel } from '@weitiao/core';
import { randomWeights } from '../fakes/random-weights.js';
import { describeChecks } from '../kit/describe-checks.js';
import type { Skips } from '../kit/check.js';
import { diskChecks } from './disk-checks.js';
import { gradientChecks } from './gradient-checks.js';
import { positionChecks } from './position-checks.js';
import { siteChecks } from './site-checks.js';
import { modelSubject, type ModelCheck, type ModelSubject } from './subject.js';
import { visibilityChecks } from './visibility-checks.js';

/** Every promise of a base model. */
export const modelChecks: readonly ModelCheck[] = [
  ...visibilityChecks,
  ...positionChecks,
  ...siteChecks,
  ...gradientChecks,
  ...diskChecks,
];

export interface BaseModelKit {
  readonly name: string;
  /** A small instance, vocabulary of 16 or more. */
  readonly build: () => BaseModel;
  /** Makes a text that the model can read of any tokens, where it does not read all. */
  readonly text?: (tokens: readonly number[]) => readonly number[];
  readonly skip?: Skips;
}

/**
 * Proves a base model. Parity with the reference implementation is the model's own spec: it needs that model's fixtures.
 */
export function describeBaseModel({ name, build, text, skip }: BaseModelKit): void {
  let made: ModelSubject | undefined;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    const model = build();
    made = modelSubject({ model, weights: randomWeights(model), adapters: [] }, text);
  });
  afterAll(() => made?.weights[Symbol.dispose]());
  describeChecks(`base model: ${name}`, modelChecks, () => made!, skip);
}
