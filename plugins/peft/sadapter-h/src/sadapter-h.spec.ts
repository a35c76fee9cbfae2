import { expect, it } from '@jest/globals';
import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { parametersOf } from '@weitiao/nn';
import sadapterH from './index.js';

const reads = ({ role }: Site) => role === 'mlp.gate' || role === 'mlp.up';
const adapted = ({ sites }: BaseModel): Site[] => sites.filter((site) => reads(site) || site.role === 'mlp.output');
const widths = (site: Site) => 2 * (reads(site) ? site.inputWidth : site.outputWidth);

const keys = (model: BaseModel, ...parts: string[]) =>
  adapted(model).flatMap(({ path }) => parts.map((part) => `base_model.model.${path}.adapter_${part}`));

describePeftMethod({
  plugin: sadapterH,
  options: { bottleneck: 3, dropout: 0.2 },
  trainable: (model) => adapted(model).reduce((sum, site) => sum + 3 * widths(site), 0),
  diskKeys: (model) => keys(model, 'down.weight', 'up.weight'),
  skip: {
    'changes nothing at the start': 'both projections start from N(0, 0.02²), as in the study',
    'merge equals attached': 'tanh: no linear layer can reproduce it',
  },
});

describePeftMethod({
  plugin: sadapterH,
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
  const parameters = parametersOf(sadapterH({ bottleneck }).attach(model));
  expect(parameters.reduce((sum, { shape: [rows, columns] }) => sum + rows! * columns!, 0)).toBe(count);
});

it('goes where targetModules says: before what reads the stream, after what writes to it', () => {
  const model = bloom({ from: 'bloom' }).build({ hidden_size: 8, n_layer: 1, n_head: 2, vocab_size: 9 });
  const { taps } = sadapterH({ bottleneck: 2, targetModules: ['mlp.dense_4h_to_h', 'query_key_value'] }).attach(model);
  expect(taps?.map(({ site, parameters }) => [site.role, parameters['up']?.shape])).toEqual([
    ['attention.query-key-value', [8, 2]],
    ['mlp.output', [8, 2]],
  ]);
});

it('trains every bias of the model where it is told to', () => {
  const model = bloom({ from: 'bloom' }).build({ hidden_size: 8, n_layer: 1, n_head: 2, vocab_size: 9 });
  const { weights } = sadapterH({ bias: 'all' }).attach(model);
  expect([...weights!.keys()]).toEqual([...model.weights.keys()].filter((name) => name.endsWith('.bias')));
});

it('tells the nearest activation for one that does not exist', () => {
  const make = (activation: string) => () => sadapterH({ activation } as unknown as { activation: 'relu' });
  expect(make('rellu')).toThrow(
    '"activation" is "rellu". There is no such activation. Did you mean "relu"? There are gelu,',
  );
  expect(make('xielu')).toThrow(/no such activation\./);
});
