import type { Observer } from 'rxjs';
import type { TrainingEvent } from '../loop/training-event.js';
import { describeEvent, describeStep } from './describe-event.js';
import { Pace } from './pace.js';
import { progressLines, type ProgressOutput } from './progress-lines.js';

const width = 24;
const clearLine = '\r\u001b[K';

/** A bar with loss, tokens a second and time left on a terminal; plain lines elsewhere. Standard error when no output is given. */
export function progressBar(output: ProgressOutput = process.stderr): Pick<Observer<TrainingEvent>, 'next'> {
  if (!output.isTTY) return progressLines(output);
  const pace = new Pace();
  let bar = '';
  const draw = () => output.write(clearLine + bar.slice(0, (output.columns ?? 80) - 1));
  return {
    next(event) {
      if (event.type === 'step-end') {
        pace.add(event);
        bar = `${barOf(event.step / event.totalSteps)} ${event.step}/${event.totalSteps} · ${describeStep(event, pace)}`;
        draw();
        return;
      }
      const line = describeEvent(event);
      if (line) output.write(`${clearLine}${line}\n`);
      if (event.type !== 'run-end') draw();
      else if (!line) output.write('\n');
    },
  };
}

function barOf(share: number): string {
  const done = Math.round(share * width);
  return '█'.repeat(done) + '░'.repeat(width - done);
}
