import { describe, expect, it } from '@jest/globals';
import { inOrder } from './in-order.js';

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('inOrder', () => {
  it.each([1, 2, 5, 50])('gives results in order, no more than %i at work', async (limit) => {
    let atWork = 0;
    let most = 0;
    const found: number[] = [];
    const inputs = Array.from({ length: 12 }, (_, index) => index);
    const work = async (input: number) => {
      most = Math.max(most, ++atWork);
      await sleep((input * 7) % 5);
      atWork--;
      return input * 2;
    };
    for await (const value of inOrder(inputs, limit, work)) found.push(value);
    expect(found).toEqual(inputs.map((input) => input * 2));
    expect(most).toBeLessThanOrEqual(limit);
    if (limit > 1) expect(most).toBeGreaterThan(1);
  });

  it('throws in its place, and leaves no error unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const found: number[] = [];
    const run = async () => {
      for await (const value of inOrder([1, 2, 3, 4], 4, async (input) => {
        if (input > 2) throw new Error(`no ${input}`);
        return input;
      }))
        found.push(value);
    };
    await expect(run()).rejects.toThrow('no 3');
    await sleep(5);
    process.off('unhandledRejection', note);
    expect([found, unhandled]).toEqual([[1, 2], []]);
  });
});
