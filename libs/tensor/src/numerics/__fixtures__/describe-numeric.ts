import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { gradients, scope, tensor, type DataType, type Tensor } from '../../index.js';
import { gradientErrors, leakOf } from '../../testing/index.js';

interface Numbers {
  readonly shape: number[];
  readonly dtype: DataType;
  readonly values: number[];
}
interface Case<Options> {
  readonly name: string;
  readonly options: Options;
  readonly inputs: Record<string, Numbers>;
  readonly constants: Record<string, Numbers>;
  readonly upstream: Numbers;
  readonly output: Numbers;
  readonly gradients: Record<string, Numbers>;
}
type Tensors = Record<string, Tensor>;

/**
 * The checks that every numeric passes, for each case of `__fixtures__/<file>.json`: value and gradients equal PyTorch's float64 numbers,
 * gradients equal finite differences, and nothing is left behind.
 */
export function describeNumeric<Options = unknown>(
  file: string,
  compute: (tensors: Tensors, options: Options) => Tensor,
): void {
  const cases = JSON.parse(readFileSync(new URL(`${file}.json`, import.meta.url), 'utf8')) as Case<Options>[];
  describe.each(cases)(`${file}: $name`, ({ options, inputs, constants, upstream, output, gradients: expected }) => {
    beforeAll(() => tensorflow({ threads: 2 }).start());
    const names = Object.keys(inputs);
    const run = (...values: Tensor[]) => compute({ ...byName(names, values), ...toTensors(constants) }, options);
    const start = () => Object.values(toTensors(inputs));

    it('equals PyTorch', () => {
      scope(() => {
        const values = start();
        const found = gradients(() => run(...values), values, toTensor(upstream));
        expect(difference(found.value, output)).toBeLessThan(1e-5);
        for (const [name, gradient] of Object.entries(byName(names, found.gradients))) {
          expect(difference(gradient, expected[name]!)).toBeLessThan(1e-5);
        }
      });
    });

    it('has the gradients that finite differences show', () => {
      scope(() => expect(Math.max(...gradientErrors(run, start()))).toBeLessThan(0.02));
    });

    it('leaves nothing behind, with and without a gradient', () => {
      expect(leakOf(() => scope(() => void run(...start())))).toBe(0);
      const values = start();
      const made = leakOf(() => gradients(() => run(...values), values));
      expect(made).toBe(1 + values.length); // the value and its gradients
    });
  });
}

const byName = (names: readonly string[], tensors: readonly Tensor[]): Tensors =>
  Object.fromEntries(names.map((name, index) => [name, tensors[index]!]));
const toTensor = ({ values, shape, dtype }: Numbers): Tensor => tensor(values, shape, dtype);
const toTensors = (all: Record<string, Numbers>): Tensors =>
  Object.fromEntries(Object.entries(all).map(([name, numbers]) => [name, toTensor(numbers)]));

/** Largest difference, relative to the largest number wanted. */
function difference(found: Tensor, wanted: Numbers): number {
  expect(found.shape).toEqual(wanted.shape);
  const values = found.dataSync();
  const largest = Math.max(...wanted.values.map(Math.abs)) || 1;
  return Math.max(...wanted.values.map((value, index) => Math.abs(value - values[index]!))) / largest;
}
