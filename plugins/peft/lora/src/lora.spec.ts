import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import { describe } from '@jest/globals';
import lora from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
const embedding = ({ sites }: BaseModel): Site => sites.find(({ kind }) => kind === 'embedding')!;
const keys = (sites: readonly Site[]) =>
  sites.flatMap(({ path }) => ['A', 'B'].map((half) => `base_model.model.${path}.lora_${half}.weight`));
const size = (sites: readonly Site[], rank: number) =>
  sites.reduce((sum, { inputWidth, outputWidth }) => sum + rank * (inputWidth + outputWidth), 0);

describePeftMethod({
  plugin: lora,
  options: { rank: 3, alpha: 6, dropout: 0.2, targetModules: 'all-linear' },
  trainable: (model) => size(targets(model), 3),
  diskKeys: (model) => keys(targets(model)),
});

for (const start of ['pissa', 'olora'] as const) {
  describe(`from the weight: ${start}`, () =>
    describePeftMethod({
      plugin: lora,
      options: { rank: 3, alpha: 5, dropout: 0.2, targetModules: 'all-linear', start, learningRateRatio: 4 },
      trainable: (model) => size(targets(model), 3),
      diskKeys: (model) => keys(targets(model)),
    }));
}

const output = (model: BaseModel) => targets(model).filter(({ role }) => role === 'attention.output');
const biasesOf = ({ weights }: BaseModel) => [...weights.keys()].filter((name) => name.endsWith('.bias'));

describe('with patterns, an embedding, biases and saved modules', () =>
  describePeftMethod({
    plugin: lora,
    options: (model) => ({
      rank: 4,
      rankPattern: { '1\\.\\w+\\.\\w*': 2 },
      alphaPattern: { [embedding(model).path]: 3 },
      rankStabilised: true,
      dropout: 0.2,
      targetModules: [...new Set(output(model).map(({ path }) => path.split('.').at(-1)!)), embedding(model).path],
      bias: 'all' as const,
      modulesToSave: ['norm'],
      learningRateRatio: 2,
    }),
    trainable: (model) => {
      const [first, second] = output(model);
      const extra = [
        ...new Set([...biasesOf(model), ...[...model.weights.keys()].filter((name) => name.includes('norm'))]),
      ];
      return (
        size([first!, embedding(model)], 4) +
        size([second!], 2) +
        extra.reduce((sum, name) => sum + model.weights.get(name)![0]!, 0)
      );
    },
    diskKeys: (model) => [
      ...keys(output(model)),
      ...['A', 'B'].map((half) => `base_model.model.${embedding(model).path}.lora_embedding_${half}`),
      ...[...model.weights.keys()]
        .filter((name) => name.includes('norm') || name.endsWith('.bias'))
        .map((name) => {
          const adapted = output(model).find(({ path }) => name === `${path}.bias`);
          return `base_model.model.${adapted ? `${adapted.path}.base_layer.bias` : name}`;
        }),
    ],
    skip: { 'merge equals attached': 'the kit folds linear layers; libs/adapters merges tables' },
  }));
