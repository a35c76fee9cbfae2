import type { Observer } from 'rxjs';
import type { TrainingEvent } from '../loop/training-event.js';
import { describeEvent, describeStep } from './describe-event.js';
import { Pace } from './pace.js';

/** Where progress goes: a stream, or a part of one for tests. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Plain lines for logs: about twenty steps of a run, and every other event of interest. Standard error when no output is given. */
export function progressLines(output: ProgressOutput = process.stderr): Pick<Observer<TrainingEvent>, 'next'> {
  const pace = new Pace();
  return {
    next(event) {
      if (event.type !== 'step-end') {
        const line = describeEvent(event);
        if (line) output.write(`${line}\n`);
        return;
      }
      pace.add(event);
      const { step, totalSteps } = event;
      const isShown = step === 1 || step === totalSteps || step % Math.max(1, Math.floor(totalSteps / 20)) === 0;
      if (isShown) output.write(`step ${step}/${totalSteps} · ${describeStep(event, pace)}\n`);
    },
  };
}
