import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, tinySplitModel } from '@weitiao/conformance';
import type { BaseModel } from '@weitiao/core';
import bitfit from './index.js';

const biases = ({ weights }: BaseModel) => [...weights].filter(([name]) => name.endsWith('.bias'));
const carrier = ({ sites }: BaseModel) => sites.find(({ kind }) => kind === 'linear')!.path;

describePeftMethod({
  plugin: bitfit,
  options: {},
  trainable: (model) => biases(model).reduce((sum, [, shape]) => sum + shape[0]!, 0),
  diskKeys: (model) => [
    ...biases(model).map(([name]) => `base_model.model.${name.replace(`${carrier(model)}.bias`, `${carrier(model)}.base_layer.bias`)}`), // prettier-ignore
    ...['A', 'B'].map((half) => `base_model.model.${carrier(model)}.lora_${half}.weight`),
  ],
});

describe('bitfit', () => {
  it('refuses a model without biases', () => {
    const model = tinySplitModel();
    const without = { ...model, weights: new Map([...model.weights].filter(([name]) => !name.endsWith('.bias'))) };
    expect(() => bitfit({}).attach(without)).toThrow('This model has no biases, so BitFit has nothing to train.');
  });
});
