import { setTimeout as sleep } from 'node:timers/promises';
import { TransportError } from './transport-error.js';

export interface RetryOptions {
  /** Tries in a row that bring nothing. */
  readonly attempts: number;
  /** Before the second try; doubles from try to try. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const usualRetry: RetryOptions = { attempts: 5, firstWaitMs: 1000, longestWaitMs: 60_000 };

/** However often something comes before the connection breaks off. */
const mostAttempts = 100;

/** A server that asks for more is not waited for so long. */
const longestAskedMs = 600_000;

interface Work<T> {
  /** @param gained to be called when something came: the count of tries begins anew */
  run(gained: () => void): Promise<T>;
  /** Hears why it is tried again, and in how many milliseconds. */
  tell?(reason: string, waitMs: number): void;
}

/** Tries again where the connection is at fault, and waits longer each time, or as long as the server asks. @throws what `run` threw last */
export async function withRetries<T>(options: RetryOptions, signal: AbortSignal, work: Work<T>): Promise<T> {
  const { attempts, firstWaitMs, longestWaitMs } = options;
  let failed = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work.run(() => (failed = 0));
    } catch (error) {
      failed += 1;
      if (!(error instanceof TransportError) || failed >= attempts || attempt >= mostAttempts) throw error;
      const ownWait = Math.min(firstWaitMs * 2 ** (failed - 1), longestWaitMs);
      const waitMs = error.waitMs === undefined ? ownWait : Math.min(error.waitMs, longestAskedMs);
      work.tell?.(error.message, waitMs);
      await sleep(waitMs, undefined, { signal });
    }
  }
}
