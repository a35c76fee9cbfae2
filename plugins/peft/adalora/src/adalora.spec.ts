import { describe } from '@jest/globals';
import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import adalora from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
const trainable = (model: BaseModel) =>
  targets(model).reduce((sum, { inputWidth, outputWidth }) => sum + 4 * (inputWidth + outputWidth + 1), 0);
const diskKeys = (model: BaseModel) =>
  targets(model).flatMap(({ path }) => ['A', 'B', 'E'].map((half) => `base_model.model.${path}.lora_${half}`));
const options = { initialRank: 4, targetRank: 2, alpha: 200, dropout: 0.2, targetModules: 'all-linear' };

for (const variant of ['true', 'as-published'] as const) {
  describe(variant, () =>
    describePeftMethod({ plugin: adalora, options: { ...options, variant }, trainable, diskKeys }),
  );
}
