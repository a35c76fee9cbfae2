import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { relativeDifference } from '@weitiao/conformance';
import type { BaseModel, LinearSite, Parameter, Pass } from '@weitiao/core';
import { affine, gradients, mul, scope, tensor, type Tensor } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import dora from './index.js';

type Numbers = number[] | number[][];
interface Case {
  rank: number;
  alpha: number;
  weight: number[][];
  bias: number[];
  mask: number[][];
  input: number[][];
  upstream: number[][];
  output: number[][];
  start: Record<string, Numbers>;
  values: Record<string, Numbers>;
  gradients: Record<string, Numbers>;
}
const cases = JSON.parse(readFileSync(new URL('__fixtures__/layer.json', import.meta.url), 'utf8')) as Record<
  string,
  Case
>;

beforeAll(() => tensorflow({ threads: 2 }).start());

/** A model of one layer; it computes nothing by itself. */
function oneLayer({ weight, bias }: Case): { model: BaseModel; site: LinearSite } {
  const [outputWidth, inputWidth] = [bias.length, weight[0]!.length];
  const names = { weight: 'layer.weight', bias: 'layer.bias' };
  const site: LinearSite = {
    path: 'layer',
    kind: 'linear',
    role: 'layer',
    inputWidth,
    outputWidth,
    rows: 'output',
    ...names,
  };
  const never = () => {
    throw new Error('this model computes nothing');
  };
  const cache = { layers: 1, keyValueHeads: 1, headWidth: 1 };
  const weights = new Map([
    [names.weight, [outputWidth, inputWidth]],
    [names.bias, [outputWidth]],
  ]);
  return {
    site,
    model: { specVersion: 1, width: 1, vocabulary: 1, cache, sites: [site], weights, forward: never, logits: never },
  };
}

describe('a layer while it is trained, against peft in double precision', () => {
  it.each(Object.entries(cases))('%s: value, gradients and first magnitude', (name, one) =>
    scope(() => {
      const { model } = oneLayer(one);
      const base: Record<string, Tensor> = { 'layer.weight': tensor(one.weight), 'layer.bias': tensor(one.bias) };
      const mask = tensor(one.mask);
      const pass = {
        weight: (key: string) => base[key]!,
        dropout: (input: Tensor) => (name === 'dropping' ? mul(input, mask) : input),
      } as unknown as Pass;
      const method = dora({ rank: one.rank, alpha: one.alpha, dropout: 0.5, targetModules: ['layer'] });
      const [tap] = method.attach(model).taps!;
      const { parameters, apply } = tap!;
      const first = parameters['magnitude']!.initial({ weight: (key: string) => base[key]! } as never, [
        one.bias.length,
      ]);
      expect(relativeDifference(first.dataSync(), one.start['magnitude']!.flat())).toBeLessThan(1e-6);

      const keys = Object.keys(one.values);
      const inputs = [tensor(one.input), ...keys.map((key) => tensor(one.values[key]!))];
      const next = (rows: Tensor) => affine(rows, base['layer.weight']!, base['layer.bias']!);
      const run = () =>
        apply(inputs[0]!, next, Object.fromEntries(keys.map((key, at) => [key, inputs[at + 1]!])), pass);
      const found = gradients(run, inputs, tensor(one.upstream));
      expect(relativeDifference(found.value.dataSync(), one.output.flat())).toBeLessThan(1e-6);
      ['input', ...keys].forEach((key, at) =>
        expect(relativeDifference(found.gradients[at]!.dataSync(), one.gradients[key]!.flat())).toBeLessThan(2e-6),
      );
      expect(Object.values(parameters).map(({ trained }: Parameter) => trained)).not.toContain(false);
    }),
  );
});
