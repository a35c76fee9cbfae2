import { cannotWrite } from '@weitiao/checkpoint';
import { WeitiaoError } from '@weitiao/core';
import type { Attempt } from './attempt.js';
import { InterruptedError } from './errors.js';
import { isPermanent, type RunFolder } from './run-folder.js';

interface RecordFailureSpec {
  readonly run: RunFolder;
  readonly attempt: Attempt;
  readonly error: unknown;
  readonly signal: AbortSignal;
}

/**
 * Writes failure.json for errors that no repetition mends.
 * @returns the error as it is to be thrown
 */
export async function recordFailure({ run, attempt, error: thrown, signal }: RecordFailureSpec): Promise<unknown> {
  const error = cannotWrite(run.path, thrown);
  // Work that was told to stop in the middle of a stage ends with the stage's own error.
  if (!WeitiaoError.isInstance(error)) return signal.aborted ? new InterruptedError(0) : error;
  if (isPermanent(error) && run.newestAttempt === attempt.number) await run.fail(error);
  return error;
}
