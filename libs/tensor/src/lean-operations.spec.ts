import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { add, concat, mul, reshape, sub } from './lean-operations.js';
import { philoxNormal, randomKey } from './random/index.js';
import { scope, tensorsAlive } from './scope.js';
import { square, tensor, type Tensor } from './operations.js';
import { gradients } from './tape/index.js';
import { gradientErrors, leakOf } from './testing/index.js';

const normals = (shape: readonly number[], name: number) =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey(name),
    ),
    [...shape],
  );

type Call = (a: Tensor, b: Tensor) => Tensor;
const calls: readonly [name: string, call: Call, shapes?: readonly (readonly number[])[]][] = [
  ['add', add],
  ['add a row', add, [[3, 4], [4]]],
  [
    'add to a column',
    add,
    [
      [3, 1],
      [2, 3, 4],
    ],
  ],
  ['add a number', (a) => add(a, 2)],
  ['sub', sub],
  ['sub a row', sub, [[3, 4], [4]]],
  ['sub from a number', (a, b) => add(sub(1, a), b)],
  ['mul', mul],
  [
    'mul by a column',
    mul,
    [
      [3, 4],
      [3, 1],
    ],
  ],
  ['mul by itself', (a, b) => add(mul(a, a), b)],
  ['mul by a number', (a, b) => add(mul(a, 3), mul(-2, b))],
  ['reshape', (a, b) => mul(reshape(a, [2, -1]), reshape(b, [2, 6]))],
  [
    'concat',
    (a, b) => square(concat([a, b], -1)),
    [
      [3, 4],
      [3, 2],
    ],
  ],
];

describe('lean operations', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it.each(calls)(
    '%s has the gradients that finite differences show, and leaves nothing',
    (
      _,
      call,
      shapes = [
        [3, 4],
        [3, 4],
      ],
    ) => {
      const inputs = () => shapes.map(normals);
      scope(() => expect(Math.max(...gradientErrors((a, b) => call(a!, b!), inputs()))).toBeLessThan(0.01));
      const check = () => {
        const made = inputs();
        gradients(() => call(made[0]!, made[1]!), made);
      };
      expect(leakOf(() => scope(check))).toBe(0);
    },
  );

  it('upcast as tfjs does', () => {
    scope(() => {
      const whole = tensor([1, 2], [2], 'int32');
      gradients(() => {
        expect(add(whole, whole).dtype).toBe('int32');
        expect(mul(whole, tensor([0.5, 0.5])).dtype).toBe('float32');
        return add(tensor([1]), 1);
      }, [whole]);
    });
  });

  it('keep only the factors that a gradient needs', () => {
    scope(() => {
      const [trained, frozen] = [normals([4, 4], 0), normals([4, 4], 1)];
      const kept = (call: () => Tensor) => {
        let bytes = 0;
        gradients(() => {
          const before = tensorsAlive().bytes;
          const value = scope(call);
          bytes = tensorsAlive().bytes - before;
          return value;
        }, [trained]);
        return bytes / trained.size / 4 - 1; // beside the value
      };
      expect(kept(() => add(add(trained, frozen), 1))).toBe(0);
      expect(kept(() => reshape(sub(frozen, trained), [16]))).toBe(0);
      expect(kept(() => mul(trained, 2))).toBe(0);
      expect(kept(() => mul(trained, frozen))).toBe(1);
      expect(kept(() => mul(trained, trained))).toBe(2);
    });
  });
});
