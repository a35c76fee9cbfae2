import type { EngineInfo } from '@weitiao/core';
import { describeEngine, type TrialEvent } from '@weitiao/study';
import { progressBar, type TrainingEvent } from '@weitiao/training';
import { print, printJson, type Console } from '../console.js';

/** Shows the events of a trial: a bar on a terminal and plain lines elsewhere, on standard error; with `json` also each as a line on standard output. */
export function trialProgress({ out, err }: Console, json: boolean): { next(event: TrialEvent): void } {
  const bar = progressBar(err);
  return {
    next(event) {
      if (json) printJson(out, event);
      const line = describe(event);
      if (line === undefined) bar.next(event as TrainingEvent);
      else if (line) print(err, line);
    },
  };
}

/** A line for the events around the training; undefined for those of the training itself. */
function describe(event: TrialEvent): string | undefined {
  switch (event.type) {
    case 'already-done':
      return 'This trial is done already.';
    case 'engine-started':
      return `engine: ${describeEngine(event satisfies EngineInfo)}`;
    case 'attempt-begun':
      return event.attempt > 1 ? `attempt ${event.attempt} at this trial` : '';
    case 'model-loaded':
      return `model: ${number(event.parameters)} parameters; the method trains ${number(event.trainedParameters)}`;
    case 'data-prepared':
      return `data: ${number(event.report.kept)} examples, ${number(event.report.trainedTokens)} trained tokens in an epoch`;
    case 'warning':
      return `note: ${event.message}`;
    case 'evaluation-start':
      return `${event.name}: asking the questions of ${event.benchmark} ${event.version}`;
    case 'item-end':
      return `${event.name}: ${number(event.done)} questions`;
    case 'evaluation-end':
      return `${event.name}: ${number(event.items)} questions answered, ${number(event.unparsed)} answers not readable`;
    case 'output-saved':
      return '';
    default:
      return undefined;
  }
}

const number = (value: number): string => value.toLocaleString('en');
