import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { relativeDifference } from '@weitiao/conformance';
import type { LinearSite, Pass, Start } from '@weitiao/core';
import { affine, gradients, mul, scope, tensor, type Tensor } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import lora from './index.js';

interface Case {
  rank: number;
  alpha: number;
  weight: number[][];
  bias: number[];
  mask: number[][];
  input: number[][];
  upstream: number[][];
  output: number[][];
  values: { down: number[][]; up: number[][] };
  gradients: { input: number[][]; down: number[][]; up: number[][] };
}
const cases = JSON.parse(readFileSync(new URL('__fixtures__/layer.json', import.meta.url), 'utf8')) as Record<
  string,
  Case
>;

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('a layer that begins with PiSSA, while it is trained, against peft', () => {
  // What began stands outside the dropout: peft takes it out of the weight.
  it.each(Object.entries(cases))('%s: value and gradients', (name, one) =>
    scope(() => {
      const [outputWidth, inputWidth] = [one.bias.length, one.weight[0]!.length];
      const site: LinearSite = {
        ...{ path: 'layer', kind: 'linear', role: 'layer', inputWidth, outputWidth, rows: 'output' },
        ...{ weight: 'layer.weight', bias: 'layer.bias' },
      };
      const [weight, bias, mask] = [tensor(one.weight), tensor(one.bias), tensor(one.mask)] as [Tensor, Tensor, Tensor];
      const dropout = (input: Tensor) => (name === 'dropping' ? mul(input, mask) : input);
      const method = lora({ rank: one.rank, alpha: one.alpha, dropout: 0.5, targetModules: ['layer'], start: 'pissa' });
      const [start, product] = method.attach({ sites: [site], weights: new Map() } as never).taps!;
      const from = { weight: () => weight } as unknown as Start;
      const frozen = Object.entries(start!.parameters).map(([key, { initial, shape }]) => [key, initial(from, shape)]);
      const pass = { dropout } as unknown as Pass;
      const inner = (rows: Tensor) =>
        start!.apply(rows, (input) => affine(input, weight, bias), Object.fromEntries(frozen), pass);
      const inputs = [tensor(one.input), tensor(one.values.down), tensor(one.values.up)] as [Tensor, Tensor, Tensor];
      const run = () => product!.apply(inputs[0], inner, { down: inputs[1], up: inputs[2] }, pass);
      const found = gradients(run, inputs, tensor(one.upstream));
      expect(relativeDifference(found.value.dataSync(), one.output.flat())).toBeLessThan(2e-6);
      [one.gradients.input, one.gradients.down, one.gradients.up].forEach((wanted, at) =>
        expect(relativeDifference(found.gradients[at]!.dataSync(), wanted.flat())).toBeLessThan(2e-6),
      );
    }),
  );
});
