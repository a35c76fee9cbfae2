import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import vera from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');

describePeftMethod({
  plugin: vera,
  options: { rank: 5, targetModules: 'all-linear', dropout: 0.2 },
  trainable: (model) => targets(model).reduce((sum, { outputWidth }) => sum + 5 + outputWidth, 0),
  diskKeys: (model) => [
    ...['A', 'B'].map((half) => `base_model.vera_${half}`),
    ...targets(model).flatMap(({ path }) => ['b', 'd'].map((half) => `base_model.model.${path}.vera_lambda_${half}`)),
  ],
});
