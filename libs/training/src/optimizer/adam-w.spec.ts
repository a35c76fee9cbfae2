import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { parameter, zeros, type Parameter } from '@weitiao/core';
import { ParameterStore } from '@weitiao/nn';
import { dispose, tensor, tensorsAlive, type Tensor } from '@weitiao/tensor';
import { difference } from '../__fixtures__/difference.js';
import { readJson } from '../__fixtures__/read-json.js';
import { adamW, adamWDefaults, type AdamWOptions } from './adam-w.js';
import { clipScale, gradientNorm } from './gradient-norm.js';
import { OptimizerState } from './optimizer-state.js';

interface Case {
  readonly name: string;
  readonly weightDecay: number;
  readonly maxGradientNorm: number;
  readonly shapes: readonly number[][];
  readonly start: readonly number[][];
  readonly steps: readonly { learningRate: number; gradients: number[][]; norm: number; values: number[][] }[];
}
const cases = readJson<Case[]>('./__fixtures__/adam-w.json', import.meta.url);

beforeAll(() => tensorflow({ threads: 2 }).start());

const storeOf = (parameters: readonly Parameter[], start: readonly number[][]) =>
  ParameterStore.of(new Map(parameters.map((one, index) => [one, tensor(start[index]!, [...one.shape])])));

/** Runs a case; the worst relative difference of norms and of values. */
function run({ shapes, start, steps, maxGradientNorm, weightDecay }: Case, change: Partial<AdamWOptions> = {}) {
  const parameters = shapes.map((shape, index) => parameter(`p${index}`, shape, zeros));
  const values = storeOf(parameters, start);
  const state = OptimizerState.start(parameters);
  const worst = { norm: 0, values: 0 };
  steps.forEach(({ learningRate, gradients: given, norm, values: wanted }, step) => {
    const gradients = new Map(parameters.map((one, index) => [one, tensor(given[index]!, [...one.shape]) as Tensor]));
    const found = gradientNorm(gradients.values());
    worst.norm = Math.max(worst.norm, Math.abs(found - norm) / norm);
    const gradientScale = clipScale(found, maxGradientNorm);
    adamW(
      { ...adamWDefaults, weightDecay, ...change },
      { values, state, gradients, gradientScale, learningRate, step },
    );
    parameters.forEach(
      (one, index) => (worst.values = Math.max(worst.values, difference(values.get(one), wanted[index]!))),
    );
    dispose([...gradients.values()]);
  });
  values[Symbol.dispose]();
  state[Symbol.dispose]();
  return worst;
}

describe('adamW with clipping', () => {
  it.each(cases)("takes PyTorch's steps: $name", (fixture) => {
    const { norm, values } = run(fixture);
    expect(norm).toBeLessThan(1e-6);
    expect(values).toBeLessThan(1e-6);
  });

  it.each<[string, Partial<AdamWOptions>]>([
    ['another epsilon', { epsilon: 1e-7 }],
    ['no decay', { weightDecay: 0 }],
    ['another beta2', { beta2: 0.99 }],
    ['another beta1', { beta1: 0.91 }],
  ])('would be seen to have %s', (_, change) => {
    expect(Math.max(...cases.map((fixture) => run(fixture, change).values))).toBeGreaterThan(1e-5);
  });

  it('leaves no tensor behind', () => {
    run(cases[0]!);
    const before = tensorsAlive().count;
    run(cases[3]!);
    expect(tensorsAlive().count).toBe(before);
  });
});

describe('adamW', () => {
  const one = (name: string, more: Partial<Parameter> = {}): Parameter => ({ ...parameter(name, [2], zeros), ...more });
  const step = (parameters: readonly Parameter[], options: Partial<AdamWOptions>, withGradient = parameters) => {
    const values = storeOf(
      parameters,
      parameters.map(() => [1, -2]),
    );
    const state = OptimizerState.start(parameters);
    const gradients = new Map(withGradient.map((parameter) => [parameter, tensor([0.5, 0.5]) as Tensor]));
    adamW({ ...adamWDefaults, ...options }, { values, state, gradients, gradientScale: 1, learningRate: 0.1, step: 0 });
    const found = parameters.map((parameter) =>
      [...values.get(parameter).dataSync()].map((value) => Number(value.toFixed(5))),
    );
    [values, state].forEach((owner) => owner[Symbol.dispose]());
    dispose([...gradients.values()]);
    return found;
  };

  it('multiplies the learning rate by the factor of the parameter', () => {
    expect(step([one('a'), one('b', { learningRateFactor: 3 })], {})).toEqual([
      [0.9, -2.1],
      [0.7, -2.3],
    ]);
  });

  it('spares biases unless all decay', () => {
    const parameters = [one('dense.weight'), one('dense.bias')];
    expect(step(parameters, { weightDecay: 0.5, decay: 'standard' })).toEqual([
      [0.85, -2],
      [0.9, -2.1],
    ]);
    expect(step(parameters, { weightDecay: 0.5, decay: 'all' })).toEqual([
      [0.85, -2],
      [0.85, -2],
    ]);
  });

  it('leaves a parameter without gradient as it is', () => {
    const [first, second] = [one('a'), one('b', { trained: false })];
    expect(step([first, second], { weightDecay: 0.5 }, [first])).toEqual([
      [0.85, -2],
      [1, -2],
    ]);
  });
});

describe('OptimizerState', () => {
  it('has no moments of what gradients do not train', () => {
    const parameters = [parameter('a', [1], zeros), { ...parameter('b', [1], zeros), trained: false }];
    const state = OptimizerState.start(parameters);
    expect(state.parameters.map(({ name }) => name)).toEqual(['a']);
    expect(() => state.get(parameters[1]!)).toThrow('The optimiser has no moments of "b".');
    state[Symbol.dispose]();
  });
});
