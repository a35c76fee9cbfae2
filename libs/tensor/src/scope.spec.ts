import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { add, dispose, keep, scope, scopeAsync, tensor, tensorsAlive, type Tensor } from './index.js';
import { leakOf } from './testing/index.js';

describe('scope', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());
  const made = () => add(tensor([1, 2]), 1);

  it('frees all but what it returns', () => {
    let result!: Tensor;
    expect(leakOf(() => (result = scope(made)))).toBe(1);
    expect([...result.dataSync()]).toEqual([2, 3]);
    expect(leakOf(() => result.dispose())).toBe(-1);
  });

  it('hands its result to the scope around it', () => {
    expect(leakOf(() => scope(() => void scope(made)))).toBe(0);
  });

  it('lets go of what is kept: its owner disposes it', () => {
    const kept = scope(() => keep(made()));
    expect(leakOf(() => dispose([kept]))).toBe(-1);
  });

  it('frees when the work fails', () => {
    const failing = () => {
      made();
      throw new Error('failed');
    };
    expect(leakOf(() => expect(() => scope(failing)).toThrow('failed'))).toBe(0);
  });

  it('frees after asynchronous work, also when it fails', async () => {
    const before = tensorsAlive().count;
    await scopeAsync(async () => {
      made();
      await Promise.resolve();
      made();
    });
    const failing = scopeAsync(async () => {
      made();
      await Promise.reject(new Error('failed'));
    });
    await expect(failing).rejects.toThrow('failed');
    expect(tensorsAlive().count).toBe(before);
  });

  it('counts bytes', () => {
    const before = tensorsAlive().bytes;
    const four = tensor([1, 2, 3, 4]);
    expect(tensorsAlive().bytes - before).toBe(16);
    four.dispose();
  });
});
