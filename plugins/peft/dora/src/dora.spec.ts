import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import dora from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');

describePeftMethod({
  plugin: dora,
  options: { rank: 3, alpha: 6, dropout: 0.2, targetModules: 'all-linear' },
  trainable: (model) =>
    targets(model).reduce((sum, { inputWidth, outputWidth }) => sum + 3 * (inputWidth + outputWidth) + outputWidth, 0),
  diskKeys: (model) =>
    targets(model).flatMap(({ path }) =>
      ['lora_A.weight', 'lora_B.weight', 'lora_magnitude_vector'].map((name) => `base_model.model.${path}.${name}`),
    ),
  skip: {
    'gradient = finite differences':
      'the norm counts as a constant, so it is not the slope of the loss; check:peft holds a training against peft',
  },
});
