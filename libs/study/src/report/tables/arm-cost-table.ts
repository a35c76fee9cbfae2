import type { TrainingOutcome } from '../../results/study-results.js';
import { doneTrials, type Arm } from '../arms/arm.js';
import { bytes, duration, none, whole } from '../format.js';
import { left, right, type Table } from './table.js';

/** What an arm costs: means over its seeds, and the highest peak. */
export function armCostTable(arms: readonly Arm[]): Table {
  return {
    caption:
      'Cost of an arm: means over its trials, of memory the highest peak of a process; a step takes what its middle one took',
    columns: [
      left('arm'),
      right('trials'),
      right('trained parameters'),
      right('ms/step'),
      right('trained tokens/s'),
      right('time of training'),
      right('peak memory'),
      right('saved'),
    ],
    rows: arms.flatMap((arm) => {
      const trained = doneTrials(arm).flatMap(({ training }) => training ?? []);
      return trained.length > 0 ? [[arm.label, String(trained.length), ...costs(trained)]] : [];
    }),
  };
}

function costs(trained: readonly TrainingOutcome[]): string[] {
  const steps = trained.flatMap(({ millisecondsPerStep }) => millisecondsPerStep ?? []);
  const saved = trained.flatMap(({ savedBytes }) => savedBytes ?? []);
  const isTrained = trained.some(({ steps }) => steps > 0);
  return [
    whole(trained[0]!.trainedParameters),
    meanOf(steps, whole),
    isTrained
      ? whole(mean(trained.map(({ trainedTokens, seconds }) => trainedTokens / Math.max(seconds, 1e-9))))
      : none,
    isTrained ? duration(mean(trained.map(({ seconds }) => seconds))) : 'not trained',
    `${whole(Math.max(...trained.map(({ peakMegabytes }) => peakMegabytes)))} MB`,
    meanOf(saved, bytes),
  ];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOf = (values: readonly number[], format: (value: number) => string): string =>
  values.length > 0 ? format(mean(values)) : none;
