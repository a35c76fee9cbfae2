import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { customGradient, mul, scope, square, tensor, type Tensor } from '../index.js';
import { gradientErrors, leakOf } from './index.js';

describe('testing', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());
  const input = () => [tensor([0.5, -1, 2, 3])];
  /** x² with a gradient that is `factor` times the right one. */
  const squareWith = (factor: number) => (x?: Tensor) =>
    customGradient(
      [x!],
      (save) => (save(x!), square(x!)),
      (upstream, [saved]) => [mul(upstream, mul(saved!, 2 * factor))],
    );

  it('passes a right gradient and finds one that is 5 % off', () => {
    scope(() => {
      expect(gradientErrors(squareWith(1), input())[0]).toBeLessThan(0.001);
      expect(gradientErrors(squareWith(1.05), input(), { directions: 8 })[0]).toBeGreaterThan(0.02);
    });
  });

  it('finds a tensor that is left behind', () => {
    expect(leakOf(() => scope(() => void input()))).toBe(0);
    expect(leakOf(() => void input())).toBe(1);
  });
});
