import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import lora from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');

describePeftMethod({
  plugin: lora,
  options: { rank: 3, alpha: 6, dropout: 0.2, targetModules: 'all-linear' },
  trainable: (model) =>
    targets(model).reduce((sum, { inputWidth, outputWidth }) => sum + 3 * (inputWidth + outputWidth), 0),
  diskKeys: (model) =>
    targets(model).flatMap(({ path }) => ['A', 'B'].map((half) => `base_model.model.${path}.lora_${half}.weight`)),
});
