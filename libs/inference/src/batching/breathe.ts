import { setImmediate } from 'node:timers/promises';

/** Lets signals, timers and requests of the process have their turn between two computations. @throws the signal's reason once aborted */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
