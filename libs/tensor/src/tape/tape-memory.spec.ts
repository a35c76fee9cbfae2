import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { mul, scope, square, tensor, tensorsAlive, zeros, type Tensor } from '../index.js';
import { leakOf } from '../testing/index.js';
import { customGradient, gradients } from './index.js';

describe('memory of the tape', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());
  const x = () => tensor([1, 2, 3, 4], [2, 2]);

  it('frees what it kept, also when the computation or a gradient fails', () => {
    const failing = customGradientThat('fails backwards');
    expect(leakOf(() => scope(() => expect(() => gradients(() => failing(square(x())), [x()])).not.toThrow()))).toBe(0);
    const broken = () => {
      const input = x();
      return gradients(() => failing(square(input)), [input]);
    };
    expect(leakOf(() => scope(() => expect(broken).toThrow('fails backwards')))).toBe(0);
    const forward = () => {
      const input = x();
      gradients(() => {
        square(input);
        throw new Error('fails forwards');
      }, [input]);
    };
    expect(leakOf(() => scope(() => expect(forward).toThrow('fails forwards')))).toBe(0);
  });

  it('shrinks memory while it walks back', () => {
    scope(() => {
      const input = zeros([64, 1024]);
      const bytes: number[] = [];
      const noted = (given: Tensor) =>
        customGradient(
          [given],
          (save) => (save(given), square(given)),
          (upstream, [saved]) => (bytes.push(tensorsAlive().bytes), [mul(upstream, saved!)]),
        );
      gradients(() => Array.from({ length: 6 }).reduce<Tensor>((stream) => noted(stream), input), [input]);
      expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
      expect(bytes[0]! - bytes[5]!).toBeGreaterThanOrEqual(4 * input.size * 4);
    });
  });
});

const customGradientThat = (message: string) => (input: Tensor) =>
  customGradient(
    [input],
    (save) => (save(input), square(input)),
    () => {
      throw new Error(message);
    },
  );
