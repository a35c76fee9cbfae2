import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import sadapterH from './index.js';

const before = ({ sites }: BaseModel): Site[] => sites.filter(({ role }) => role === 'mlp.gate' || role === 'mlp.up');
const after = ({ sites }: BaseModel): Site[] => sites.filter(({ role }) => role === 'mlp.output');

describePeftMethod({
  plugin: sadapterH,
  options: { bottleneck: 3, dropout: 0.2 },
  trainable: (model) =>
    before(model).reduce((sum, { inputWidth }) => sum + 6 * inputWidth, 0) +
    after(model).reduce((sum, { outputWidth }) => sum + 6 * outputWidth, 0),
  diskKeys: (model) =>
    [...before(model), ...after(model)].flatMap(({ path }) =>
      ['down', 'up'].map((half) => `base_model.model.${path}.adapter_${half}.weight`),
    ),
  skip: {
    'changes nothing at the start': 'both projections start from N(0, 0.02²), as in the study',
    'merge equals attached': 'tanh: no linear layer can reproduce it',
  },
});
