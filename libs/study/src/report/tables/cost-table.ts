import type { Arm } from '../arms/arm.js';
import { duration, loss, none, whole } from '../format.js';
import type { TrialOutcome } from '../../results/study-results.js';
import { left, right, type Cell, type Table } from './table.js';

/** What every trial cost. */
export function costTable(arms: readonly Arm[]): Table {
  return {
    caption: 'Cost of training, a row a trial; losses are means over trained tokens (−ln p)',
    columns: [
      left('arm'),
      right('seed'),
      right('trained parameters'),
      right('steps'),
      right('trained tokens'),
      right('time'),
      right('tokens/s'),
      right('peak memory'),
      right('last loss'),
      right('held-out loss'),
    ],
    rows: arms.flatMap((arm) => arm.trials.map((trial) => [arm.label, String(trial.seed), ...costs(trial)])),
  };
}

function costs({ training, status }: TrialOutcome): Cell[] {
  if (!training) {
    const said: Cell = status === 'done' ? 'not trained' : { text: status, tone: 'failed' };
    return [said, ...Array.from({ length: 7 }, () => none)];
  }
  return [
    whole(training.trainedParameters),
    whole(training.steps),
    whole(training.trainedTokens),
    training.steps > 0 ? duration(training.seconds) : 'not trained',
    training.steps > 0 ? whole(training.tokensPerSecond) : none,
    `${whole(training.peakMegabytes)} MB`,
    loss(training.loss),
    loss(training.heldOutLoss),
  ];
}
