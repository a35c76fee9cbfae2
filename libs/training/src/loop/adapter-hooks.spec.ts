import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { parameter, zeros, type Adapter, type Parameter } from '@weitiao/core';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { fill, mul, square, sum, tensorsAlive, type Tensor } from '@weitiao/tensor';
import { eventsOf } from '../__fixtures__/events-of.js';
import { tinyAdapter } from '../__fixtures__/tiny-adapter.js';
import { tinyRun } from '../__fixtures__/tiny-run.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('an adapter with hooks', () => {
  const counter = { ...parameter('counter', [1], zeros), trained: false };

  function withHooks(adapter: Adapter, seen: { steps: number[]; norms: number[] }): Adapter {
    const [weighed] = parametersOf(adapter);
    return {
      taps: [
        ...adapter.taps!.slice(1),
        { ...adapter.taps![0]!, parameters: { ...adapter.taps![0]!.parameters, counter } },
      ],
      penalty: (pass) => mul(0.5, sum(square(pass.value(weighed!)))),
      afterStep(step: number, gradients: ReadonlyMap<Parameter, Tensor>, values: Map<Parameter, Tensor>) {
        seen.steps.push(step);
        seen.norms.push(
          Math.sqrt([...gradients.values()].reduce((total, one) => total + sum(square(one)).dataSync()[0]!, 0)),
        );
        values.set(counter, fill([1], step + 1));
      },
    };
  }

  it('adds its penalty once a step, sees clipped gradients, and may replace values', async () => {
    const seen = { steps: [] as number[], norms: [] as number[] };
    const base = tinyRun(3);
    const adapter = withHooks(tinyAdapter(base.spec.model), seen);
    const values = ParameterStore.start(parametersOf(adapter), base.spec.weights, 1);
    const weighed = parametersOf(adapter).find(({ name }) => name === 'layers.0.attention.fused.down')!;
    const before = tensorsAlive().count;
    const penalty = 0.5 * Array.from(values.get(weighed).dataSync()).reduce((total, value) => total + value ** 2, 0);
    const { steps } = await eventsOf({ ...base.spec, adapter, values, maxGradientNorm: 0.01 });
    expect(steps[0]!.penalty).toBeCloseTo(penalty, 5);
    expect(seen.steps).toEqual([0, 1, 2]);
    seen.norms.forEach((norm) => expect(norm).toBeCloseTo(0.01, 5));
    expect([...values.get(counter).dataSync()]).toEqual([3]);
    expect(tensorsAlive().count).toBe(before);
    values[Symbol.dispose]();
    base[Symbol.dispose]();
  });
});
