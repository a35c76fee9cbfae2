import { parameter, type Parameters, type Values } from '@weitiao/core';
import { add, affine, concat, mul, sigmoid, split, tanh, zeros, type Tensor } from '@weitiao/tensor';
import type { Block } from './block.js';

export interface LstmShape {
  readonly input: number;
  /** Of each direction: the output is twice as wide. */
  readonly hidden: number;
  readonly layers: number;
  /** Between layers, none after the last. */
  readonly dropout: number;
}

/** The four gates stand in PyTorch's order: input, forget, cell, output. */
const gates = 4;

/**
 * A bidirectional LSTM (Hochreiter and Schmidhuber 1997) over rows as one sequence, with the names, the layout and the start of PyTorch's `nn.LSTM`:
 * `<name>.weight_ih_l0` `[4 × hidden, input]`, `weight_hh_l0` `[4 × hidden, hidden]`, two biases, U(±1/√hidden); `_reverse` for the way back.
 */
export function lstmBlock(name: string, { input, hidden, layers, dropout }: LstmShape): Block {
  const bound = 1 / Math.sqrt(hidden);
  const directions = Array.from({ length: layers }, (_, layer) =>
    ['', '_reverse'].map((suffix) => ({ key: (part: string) => `${name}.${part}_l${layer}${suffix}`, layer })),
  );
  const parameters = directions.flat().flatMap(({ key, layer }) => {
    const width = layer === 0 ? input : 2 * hidden;
    const shapes = { weight_ih: [width], weight_hh: [hidden], bias_ih: [], bias_hh: [] };
    return Object.entries(shapes).map(([part, rest]) =>
      parameter(key(part), [gates * hidden, ...rest], (from, shape) => from.uniform(-bound, bound)(shape)),
    );
  });
  return {
    parameters: Object.fromEntries(parameters.map((one) => [one.name, one])),
    apply: (rows, values, pass) =>
      directions.reduce((stream, [forward, back], layer) => {
        const dropped = layer === 0 ? stream : pass.dropout(stream, dropout, `${name}.${layer}`, 'shared');
        return concat(
          [alongRows(dropped, values, forward!.key, false), alongRows(dropped, values, back!.key, true)],
          1,
        );
      }, rows),
  };
}

/** One direction of one layer. `[rows, input]` → `[rows, hidden]` */
function alongRows(
  rows: Tensor,
  values: Values<Parameters>,
  key: (part: string) => string,
  backwards: boolean,
): Tensor {
  const [weight, bias] = [values[key('weight_hh')]!, values[key('bias_hh')]!];
  const fromInput = split(affine(rows, values[key('weight_ih')]!, values[key('bias_ih')]!), rows.shape[0]!, 0);
  let state = { output: zeros([1, weight.shape[1]!]), cell: zeros([1, weight.shape[1]!]) };
  const outputs = (backwards ? fromInput.toReversed() : fromInput).map((row) => {
    state = step(add(row, affine(state.output, weight, bias)), state.cell);
    return state.output;
  });
  return concat(backwards ? outputs.toReversed() : outputs, 0);
}

/** @param sums `[1, 4 × hidden]` @param cell `[1, hidden]` */
function step(sums: Tensor, cell: Tensor): { output: Tensor; cell: Tensor } {
  const [input, forget, fresh, output] = split(sums, gates, 1);
  const next: Tensor = add(mul(sigmoid(forget!), cell), mul(sigmoid(input!), tanh(fresh!)));
  return { output: mul(sigmoid(output!), tanh(next)), cell: next };
}
