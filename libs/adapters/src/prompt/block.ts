import { kaimingUniform, parameter, type Parameters, type Pass, type Values } from '@weitiao/core';
import { affine, type Tensor } from '@weitiao/tensor';

/** A piece of a network that is trained from its start: what it has, and what it makes of rows. Parameters are keyed by their names. */
export interface Block {
  readonly parameters: Parameters;
  /** `[rows, input]` → `[rows, output]` */
  apply(rows: Tensor, values: Values<Parameters>, pass: Pass): Tensor;
}

/** A linear layer with bias; both start as PyTorch's `nn.Linear` does: U(±1/√input). Names `<name>.weight`, `<name>.bias`. */
export function linearBlock(name: string, input: number, output: number): Block {
  const bound = 1 / Math.sqrt(input);
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return {
    parameters: {
      [weight]: parameter(weight, [output, input], kaimingUniform),
      [bias]: parameter(bias, [output], (from, shape) => from.uniform(-bound, bound)(shape)),
    },
    apply: (rows, values) => affine(rows, values[weight]!, values[bias]!),
  };
}

/** A function without parameters between blocks, e.g. `relu`. */
export const activation = (compute: (rows: Tensor) => Tensor): Block => ({
  parameters: {},
  apply: (rows) => compute(rows),
});

/** Blocks one after another. */
export const chain = (...blocks: readonly Block[]): Block => ({
  parameters: Object.assign({}, ...blocks.map(({ parameters }) => parameters)),
  apply: (rows, values, pass) => blocks.reduce((stream, block) => block.apply(stream, values, pass), rows),
});
