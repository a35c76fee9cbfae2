import type { TrainingEvent } from '../loop/training-event.js';
import { duration } from './duration.js';
import type { Pace } from './pace.js';

type EventOf<Type extends TrainingEvent['type']> = Extract<TrainingEvent, { type: Type }>;

/** Loss, speed and time left after a step. */
export function describeStep({ step, totalSteps, loss }: EventOf<'step-end'>, pace: Pace): string {
  const speed = Math.round(pace.tokensPerSecond).toLocaleString('en');
  return `loss ${loss.toFixed(4)} · ${speed} tokens/s · ${duration(pace.secondsFor(totalSteps - step))} left`;
}

/** One line for an event that is no step; undefined for those that need none. */
export function describeEvent(event: Exclude<TrainingEvent, { type: 'step-end' }>): string | undefined {
  switch (event.type) {
    case 'run-start': {
      const from = event.step > 0 ? `, going on at step ${event.step}` : '';
      return `Training ${event.trainedParameters.toLocaleString('en')} parameters for ${event.totalSteps} steps${from}`;
    }
    case 'held-out-end':
      return `step ${event.step}: held-out loss ${event.loss.toFixed(4)} over ${event.tokens.toLocaleString('en')} tokens`;
    case 'checkpoint-saved':
      return undefined;
    case 'run-end':
      return event.outcome === 'done' ? undefined : `Training ${event.outcome} after step ${event.step}`;
  }
}
