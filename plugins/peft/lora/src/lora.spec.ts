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

const output = (model: BaseModel) => targets(model).filter(({ role }) => role === 'attention.output');
const outputNames = (model: BaseModel) => [...new Set(output(model).map(({ path }) => path.split('.').at(-1)!))];

describe('from the weight', () =>
  describePeftMethod({
    plugin: lora,
    options: (model) => ({
      ...{ rank: 3, alpha: 5, dropout: 0.2, start: 'pissa' as const, learningRateRatio: 4 },
      targetModules: outputNames(model),
      excludeModules: ['mlp.output'],
    }),
    trainable: (model) => size(output(model), 3),
    diskKeys: (model) => keys(output(model)),
  }));

const lastNorm = ({ weights }: BaseModel) => [...weights.keys()].filter((name) => /(final_|model\.)norm\./.test(name));
const biasesOf = (model: BaseModel) => output(model).filter(({ path }) => model.weights.has(`${path}.bias`));

describe('with patterns, an embedding, biases and saved modules', () =>
  describePeftMethod({
    plugin: lora,
    options: (model) => ({
      ...{ rank: 4, rankStabilised: true, dropout: 0.2, bias: 'lora_only' as const },
      rankPattern: { '1\\.\\w+\\.\\w*': 2 },
      alphaPattern: { [embedding(model).path]: 3 },
      targetModules: [...outputNames(model), embedding(model).path],
      modulesToSave: ['final_norm', 'model.norm'].filter((name) => model.weights.has(`${name}.weight`)),
    }),
    trainable: (model) => {
      const [first, second] = output(model);
      return size([first!, embedding(model)], 4) + size([second!], 2) + 2 * 12 + biasesOf(model).length * 12;
    },
    diskKeys: (model) => [
      ...keys(output(model)),
      ...['A', 'B'].map((half) => `base_model.model.${embedding(model).path}.lora_embedding_${half}`),
      ...lastNorm(model).map((name) => `base_model.model.${name}`),
      ...biasesOf(model).map(({ path }) => `base_model.model.${path}.base_layer.bias`),
    ],
    skip: { 'merge equals attached': 'the kit folds linear layers; libs/adapters merges tables' },
  }));

describe('with rows of the embedding', () =>
  describePeftMethod({
    plugin: lora,
    options: { rank: 3, targetModules: 'all-linear', trainableTokens: [7, 2, 3] },
    trainable: (model) => size(targets(model), 3) + 3 * 12,
    diskKeys: (model) => [
      ...keys(targets(model)),
      `base_model.model.${embedding(model).path}.token_adapter.trainable_tokens_delta`,
    ],
    skip: { 'merge equals attached': 'the kit folds linear layers; libs/adapters merges tables' },
  }));
