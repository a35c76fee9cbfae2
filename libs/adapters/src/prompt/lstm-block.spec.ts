import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tinyFusedModel, randomWeights } from '@weitiao/conformance';
import { ForwardPass, layOut } from '@weitiao/nn';
import { scope, tensor, tensor2d, type Tensor } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import { lstmBlock } from './lstm-block.js';

interface Case {
  readonly input: number;
  readonly hidden: number;
  readonly layers: number;
  readonly given: number[];
  readonly weights: Record<string, number[]>;
  readonly output: number[];
}
const cases = JSON.parse(readFileSync(new URL('__fixtures__/lstm.json', import.meta.url), 'utf8')) as Case[];

beforeAll(() => tensorflow({ threads: 2 }).start());

/** Runs with a pass; training takes step 3 of seed 1. */
function withPass(training: boolean, use: (pass: ForwardPass) => Tensor): number[] {
  return scope(() => {
    const model = tinyFusedModel();
    const { layout } = layOut([[{ id: 1, tokens: [1, 2], labels: [1, 2] }]], { prompt: 0, prefix: 0 });
    const weights = randomWeights(model);
    const pass = new ForwardPass({
      ...{ model, weights, adapters: [], layout },
      ...(training && { training: { seed: 1, step: 3 } }),
    });
    try {
      return [...use(pass).dataSync()];
    } finally {
      pass[Symbol.dispose]();
      weights[Symbol.dispose]();
    }
  });
}

function outputOf({ input, hidden, layers, given, weights }: Case, dropout = 0, training = false): number[] {
  return withPass(training, (pass) => {
    const block = lstmBlock('lstm', { input, hidden, layers, dropout });
    const names = Object.keys(block.parameters).map((name) => name.replace('lstm.', ''));
    expect(names.sort()).toEqual(Object.keys(weights).sort());
    const values = Object.entries(block.parameters).map(([name, { shape }]) => {
      return [name, tensor(weights[name.replace('lstm.', '')]!, [...shape])] as const;
    });
    return block.apply(tensor2d(given, [given.length / input, input]), Object.fromEntries(values), pass);
  });
}

describe('an LSTM', () => {
  it.each(cases)("has PyTorch's names, shapes and numbers: $layers layers", (one) => {
    const found = outputOf(one);
    expect(found).toHaveLength(one.output.length);
    one.output.forEach((value, place) => expect(Math.abs(value - found[place]!)).toBeLessThan(1e-6));
  });

  it('drops between its layers, only while training, the same for the same step', () => {
    const deep = cases[1]!;
    const dropped = outputOf(deep, 0.5, true);
    expect(dropped).not.toEqual(outputOf(deep));
    expect(outputOf(deep, 0.5, true)).toEqual(dropped);
    expect(outputOf(deep, 0.5)).toEqual(outputOf(deep));
    expect(outputOf(cases[0]!, 0.5, true)).toEqual(outputOf(cases[0]!)); // one layer: nothing is between
  });
});
