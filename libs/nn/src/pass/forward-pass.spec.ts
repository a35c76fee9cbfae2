import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  attach,
  logitsOf,
  lossAndGradients,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
  tinyLowRank,
  withPass,
} from '@weitiao/conformance';
import { baseWeight, parameter, type Adapter } from '@weitiao/core';
import { add, matMul } from '@weitiao/tensor';
import { ParameterStore, parametersOf } from '../memory/parameter-store.js';
import type { Weights } from '../memory/weights.js';
import { mergedLinear } from './merged-linear.js';

const model = tinyFusedModel();
let weights: Weights;
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  weights = randomWeights(model);
});
afterAll(() => weights[Symbol.dispose]());

const one = segment(1, [3, 7, 1, 12]);
const other = segment(2, [5, 9, 2]);
const bench = (...adapters: ReturnType<typeof attach>[]) => ({ model, weights, adapters });

describe('ForwardPass', () => {
  it('refuses a text that is longer than the model can read', () => {
    const short = { ...bench(), model: { ...model, longestText: 3 } };
    expect(() => logitsOf(short, [[other]])).not.toThrow();
    expect(() => logitsOf(short, [[other], [one]])).toThrow(
      'A text of 4 tokens, virtual ones included, is longer than the 3 that this model can read',
    );
  });
});

describe('tokenLoss', () => {
  it('of two segments in a row is the sum of both alone, on token sums', () => {
    const sum = (rows: Parameters<typeof lossAndGradients>[1]) =>
      lossAndGradients(bench(), rows).loss *
      (rows.flat().flatMap(({ tokens }) => [...Array.from(tokens)]).length - rows.flat().length);
    const apart = sum([[one]]) + sum([[other]]);
    expect(Math.abs(sum([[one, other]]) - apart) / apart).toBeLessThan(1e-5);
  });

  it('counts labels only, and is 0 without any', () => {
    const silent = { ...one, labels: [-100, -100, -100, -100] };
    const { loss } = lossAndGradients(bench(), [[{ ...silent, labels: [-100, -100, 1, -100] }]]);
    const [logits] = logitsOf(bench(), [[one]]);
    const row = logits!.slice(model.vocabulary, 2 * model.vocabulary);
    const logSum = Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
    expect(loss).toBeCloseTo(logSum - row[1]!, 4);
    expect(lossAndGradients(bench(), [[silent]]).loss).toBeNaN(); // 0 / 0 tokens: train() refuses such a step
  });
});

describe('several adapters', () => {
  it('nest in the order in which they are attached, and add up where they are affine', () => {
    const [first, second] = [attach(tinyLowRank({}), bench(), 1), attach(tinyLowRank({}), bench(), 2)];
    const both = logitsOf(bench(first, second), [[one]])[0]!;
    expect(relativeDifference(both, logitsOf(bench(second, first), [[one]])[0]!)).toBeLessThan(1e-5);
    expect(relativeDifference(both, logitsOf(bench(first), [[one]])[0]!)).toBeGreaterThan(1e-3);
  });

  it('may not train one base weight twice', () => {
    const [name, shape] = [...model.weights][0]!;
    const adapter: Adapter = { weights: new Map([[name, parameter(name, shape, baseWeight(name))]]) };
    const trained = () => ({ adapter, values: ParameterStore.start(parametersOf(adapter), weights, 1) });
    expect(() => logitsOf(bench(trained(), trained()), [[one]])).toThrow(
      `Two adapters train the base weight "${name}"`,
    );
  });
});

describe('mergedLinear', () => {
  it('finds the weight and bias of a tapped layer, and tells that it is exact', () => {
    const adapter = attach(tinyLowRank({}), bench());
    const site = adapter.adapter.taps![0]!.site as Parameters<typeof mergedLinear>[1];
    withPass(bench(adapter), [[one]], undefined, (pass) => {
      const { weight, bias, residual } = mergedLinear(pass, site);
      const [down, up] = adapter.values.parameters.slice(0, 2).map((own) => adapter.values.get(own));
      const wanted = add(weights.get(site.weight), matMul(up!, down!)).dataSync();
      expect(relativeDifference(weight.dataSync(), wanted)).toBeLessThan(1e-5);
      expect(relativeDifference(bias.dataSync(), weights.get(site.bias!).dataSync())).toBeLessThan(1e-6);
      expect(residual).toBeLessThan(1e-5);
    });
  });
});
