import type { Parameter } from '../contracts/index.js';

export const parameter = (name: string, shape: readonly number[], initial: Parameter['initial']): Parameter => ({
  name,
  shape,
  initial,
});

/** U(±1/√input): PyTorch's default for a linear layer, `kaiming_uniform_(a = √5)`. Shape `[output, input]`. */
export const kaimingUniform: Parameter['initial'] = (from, shape) => {
  const bound = 1 / Math.sqrt(shape[1]!);
  return from.uniform(-bound, bound)(shape);
};

export const normal =
  (deviation: number): Parameter['initial'] =>
  (from, shape) =>
    from.normal(deviation)(shape);

export const zeros: Parameter['initial'] = (from, shape) => from.zeros(shape);

export const ones: Parameter['initial'] = (from, shape) => from.ones(shape);

/** The base weight's own value, for weights that are trained in place. */
export const baseWeight =
  (name: string): Parameter['initial'] =>
  (from) =>
    from.weight(name);
