import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { running } from './running.js';

async function* countTo(limit: number, signal: AbortSignal): AsyncGenerator<number, string> {
  for (let number = 1; number <= limit; number++) {
    if (signal.aborted) return `stopped before ${number}`;
    yield number;
    await setImmediate();
  }
  return 'all';
}

async function* failing(): AsyncGenerator<number, string> {
  yield 1;
  throw new Error('broken');
}

describe('running', () => {
  it('gives the result to whoever awaits and the events to whoever subscribed', async () => {
    const run = running((signal) => countTo(3, signal));
    const seen: number[] = [];
    run.events.subscribe((number) => seen.push(number));
    expect(await run).toBe('all');
    expect(seen).toEqual([1, 2, 3]);
    expect(await run).toBe('all');
  });

  it('runs without a subscriber, and goes on when one leaves', async () => {
    const run = running((signal) => countTo(3, signal));
    const seen: number[] = [];
    const subscription = run.events.subscribe((number) => {
      seen.push(number);
      subscription.unsubscribe();
    });
    expect(await run).toBe('all');
    expect(seen).toEqual([1]);
  });

  it('stops at a safe point, with a result', async () => {
    const run = running((signal) => countTo(1_000_000, signal));
    run.events.subscribe((number) => {
      if (number === 5) void run.stop();
    });
    expect(await run).toBe('stopped before 6');
  });

  it('completes its events when the work fails, and rejects', async () => {
    const run = running(failing);
    let completed = false;
    run.events.subscribe({ complete: () => (completed = true) });
    await expect(run).rejects.toThrow('broken');
    expect(completed).toBe(true);
  });

  it('causes no unhandled rejection when nobody awaits', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    await running(failing).stop();
    await setImmediate();
    await setImmediate();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
