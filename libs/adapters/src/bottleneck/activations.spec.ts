import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { gradients, scope, tensor } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import { activationOption, activations, type Activation } from './activations.js';

interface Reference {
  readonly inputs: number[];
  readonly activations: Readonly<Record<Activation, { values: number[]; slopes: number[] }>>;
}
const fixture = new URL('__fixtures__/activations.json', import.meta.url);
const { inputs, activations: wanted } = JSON.parse(readFileSync(fixture, 'utf8')) as Reference;
const names = Object.keys(wanted) as Activation[];

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('activations', () => {
  it.each(names)('%s has the values and slopes of transformers', (name) => {
    scope(() => {
      const rows = tensor(inputs, [1, inputs.length]);
      const { value, gradients: slopes } = gradients(() => activations[name](rows), [rows]);
      expectClose(value.dataSync(), wanted[name].values);
      expectClose(slopes[0]!.dataSync(), wanted[name].slopes);
    });
  });

  it('are those that were compared, and the other spelling of one', () => {
    expect(Object.keys(activations).sort()).toEqual([...names, 'leakyrelu'].sort());
    expect(activations.leakyrelu).toBeDefined();
  });

  it('are told by the nearest name', () => {
    const { error } = activationOption.safeParse('prelu-ish');
    expect(error?.issues[0]?.message).toMatch(/^There is no such activation\. There are gelu, gelu_python,/);
    expect(activationOption.safeParse('Tanh').error?.issues[0]?.message).toMatch('Did you mean "tanh"?');
  });
});

function expectClose(found: ArrayLike<number>, values: readonly number[]): void {
  values.forEach((value, index) =>
    expect(Math.abs(found[index]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))),
  );
}
