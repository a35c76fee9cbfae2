import { train } from '../loop/train.js';
import type { StepEnd, TrainingEvent } from '../loop/training-event.js';
import type { TrainingSpec } from '../loop/training-spec.js';

/** Trains; all that was told, and the result or the error. */
export async function eventsOf(spec: TrainingSpec) {
  const events: TrainingEvent[] = [];
  const run = train(spec);
  run.events.subscribe((event) => events.push(event));
  const result = await run.then(
    (value) => value,
    (error: Error) => error,
  );
  const steps = events.filter((event): event is StepEnd => event.type === 'step-end');
  return { events, steps, result };
}
