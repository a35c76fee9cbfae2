import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  add,
  concat,
  matMul,
  mul,
  relu,
  scope,
  split,
  square,
  sum,
  tensor,
  tensorsAlive,
  zeros,
  type Tensor,
} from '../index.js';
import { gradientErrors } from '../testing/index.js';
import { customGradient, gradients, isRecording, needsGradient, withoutTape } from './index.js';

const values = (...tensors: Tensor[]) => tensors.map((made) => [...made.dataSync()]);

describe('tape', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());
  const x = () => tensor([1, 2, 3, 4], [2, 2]);

  it('differentiates tfjs operations, those with several outputs too', () => {
    const mixed = (a: Tensor, b: Tensor) => {
      const [left, right] = split(matMul(a, b), 2, 1);
      return concat([square(left!), mul(right!, relu(a))], 1);
    };
    scope(() => expect(Math.max(...gradientErrors((a, b) => mixed(a!, b!), [x(), x()]))).toBeLessThan(0.02));
  });

  it('gives zeros by an input that the value does not depend on', () => {
    scope(() => expect(values(...gradients(() => square(x()), [x()]).gradients)).toEqual([[0, 0, 0, 0]]));
  });

  it('records inside a recording and a custom gradient, and leaves the outer tape as it was', () => {
    scope(() => {
      const input = x();
      const inner = (given: Tensor) => gradients(() => square(given), [given]).gradients[0]!;
      const outer = () =>
        add(
          square(input),
          customGradient(
            [input],
            () => inner(input),
            (upstream) => [mul(upstream, inner(input))],
          ),
        );
      const found = gradients(outer, [input]);
      expect(values(found.value, ...found.gradients)).toEqual([
        [3, 8, 15, 24],
        [4, 8, 12, 16],
      ]);
    });
  });

  it('asks only for gradients that lead somewhere, and tells forward which those are', () => {
    scope(() => {
      const [trained, frozen] = [x(), x()];
      const asked: string[] = [];
      const product = () =>
        customGradient(
          [trained, frozen],
          (save, wanted) => {
            expect(wanted).toEqual([true, false]);
            save(frozen);
            return mul(trained, frozen);
          },
          (upstream, [other]) => [
            () => (asked.push('trained'), mul(upstream, other!)),
            () => (asked.push('frozen'), mul(upstream, trained)),
          ],
        );
      gradients(product, [trained]);
      expect(asked).toEqual(['trained']);
    });
  });

  it('keeps nothing for what no gradient is wanted of', () => {
    scope(() => {
      const frozen = x();
      const operation = (input: Tensor) =>
        customGradient(
          [input],
          (save) => (save(input), square(input)),
          () => [zeros([2, 2])],
        );
      gradients(() => {
        const before = tensorsAlive().count;
        operation(frozen);
        expect(tensorsAlive().count - before).toBe(1); // the value
        return sum(x());
      }, [x()]);
    });
  });

  it('knows what is recorded', () => {
    scope(() => {
      const [input, other] = [x(), x()];
      expect([isRecording(), needsGradient(input)]).toEqual([false, false]);
      gradients(() => {
        const computed = square(input);
        expect([input, computed, other, square(other)].map(needsGradient)).toEqual([true, true, false, false]);
        expect(withoutTape(() => [isRecording(), needsGradient(input)])).toEqual([false, false]);
        return computed;
      }, [input]);
    });
  });
});
