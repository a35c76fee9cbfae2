import { afterAll, beforeAll } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { BaseModel } from '@weitiao/core';
import type { Weights } from '@weitiao/nn';
import { randomWeights } from '../fakes/random-weights.js';
import { describeChecks } from '../kit/describe-checks.js';
import type { Skips } from '../kit/check.js';
import { diskChecks } from './disk-checks.js';
import { gradientChecks } from './gradient-checks.js';
import { siteChecks } from './site-checks.js';
import type { ModelCheck } from './subject.js';
import { visibilityChecks } from './visibility-checks.js';

/** Every promise of a base model. */
export const modelChecks: readonly ModelCheck[] = [
  ...visibilityChecks,
  ...siteChecks,
  ...gradientChecks,
  ...diskChecks,
];

/**
 * Proves a base model. Parity with the reference implementation is the model's own spec: it needs that model's fixtures.
 * @param build a small instance, vocabulary of 16 or more
 */
export function describeBaseModel({ name, build, skip }: { name: string; build: () => BaseModel; skip?: Skips }): void {
  let made: { model: BaseModel; weights: Weights; adapters: [] } | undefined;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    const model = build();
    made = { model, weights: randomWeights(model), adapters: [] };
  });
  afterAll(() => made?.weights[Symbol.dispose]());
  describeChecks(`base model: ${name}`, modelChecks, () => made!, skip);
}
