import { expect, it } from '@jest/globals';
import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { parametersOf } from '@weitiao/nn';
import pAdapter from './index.js';

const projection = /^attention\.(query-key-value|query|key|value)$/;
const adapted = ({ sites }: BaseModel): Site[] => sites.filter(({ role }) => projection.test(role));
const widths = ({ inputWidth, outputWidth }: Site) => inputWidth + outputWidth;

const keys = (model: BaseModel, ...parts: string[]) =>
  adapted(model).flatMap(({ path }) => parts.map((part) => `base_model.model.${path}.adapter_${part}`));

describePeftMethod({
  plugin: pAdapter,
  options: { bottleneck: 3, dropout: 0.2 },
  trainable: (model) => adapted(model).reduce((sum, site) => sum + 3 * widths(site), 0),
  diskKeys: (model) => keys(model, 'down.weight', 'up.weight'),
  skip: {
    'changes nothing at the start': 'both projections start from N(0, 0.02²), as in the study',
    'merge equals attached': 'tanh: no linear layer can reproduce it',
  },
});

describePeftMethod({
  plugin: pAdapter,
  options: { bottleneck: 2, activation: 'gelu_new', scaling: 'learned', start: 'mam_adapter', bias: 'adapter_only' },
  diskKeys: (model) => [
    ...keys(model, 'down.weight', 'up.weight', 'scaling'),
    ...adapted(model).flatMap(({ path }) => (model.weights.has(`${path}.bias`) ? `base_model.model.${path}.bias` : [])),
  ],
  skip: { 'merge equals attached': 'gelu: no linear layer can reproduce it' },
});

// Si et al. 2023 (arXiv 2310.07328), Table 4, where "M" is 2²⁰.
it.each([
  [32, 15_728_640],
  [256, 125_829_120],
])('trains as many parameters of a bloom-7b1 as the study says, bottleneck %i', (bottleneck, count) => {
  const shape = { hidden_size: 4096, n_layer: 30, n_head: 32, vocab_size: 250_880 };
  const model = bloom({ from: 'bloom-7b1' }).build(shape);
  const parameters = parametersOf(pAdapter({ bottleneck }).attach(model));
  expect(parameters.reduce((sum, { shape: [rows, columns] }) => sum + rows! * columns!, 0)).toBe(count);
});
