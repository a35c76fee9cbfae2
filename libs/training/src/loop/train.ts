import { running, type Running } from '../running/running.js';
import type { TrainingEvent } from './training-event.js';
import { TrainingRun } from './training-run.js';
import type { TrainingResult, TrainingSpec } from './training-spec.js';

/**
 * Trains an adapter; its values change in place. Await it for the result, subscribe to `.events` for what happens; `.stop()` ends it between
 * two micro-batches, after a checkpoint of the last whole step.
 * @throws StudyError when an option has no sense
 * @throws DivergedError when loss or gradient are finite no more
 * @throws CannotWriteError when a checkpoint cannot be written
 */
export const train = (spec: TrainingSpec): Running<TrainingResult, TrainingEvent> =>
  running((signal) => training(spec, signal));

async function* training(spec: TrainingSpec, signal: AbortSignal): AsyncGenerator<TrainingEvent, TrainingResult> {
  const run = await TrainingRun.start(spec, signal);
  try {
    yield run.started();
    yield* run.holdOut();
    for await (const step of run.remainingSteps()) {
      const done = await run.take(step);
      if (!done) break;
      yield done;
      yield* run.holdOut();
      if (run.isCheckpointDue) yield* run.checkpoint();
    }
    yield* run.checkpoint();
    yield run.ended();
    return run.result;
  } catch (error) {
    yield run.failed(error);
    throw error;
  } finally {
    run[Symbol.dispose]();
  }
}
