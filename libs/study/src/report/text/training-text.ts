import type { TrainingOutcome } from '../../results/study-results.js';
import { doneTrials, type Arm } from '../arms/arm.js';
import { duration, loss, whole } from '../format.js';
import { terminalTable } from './terminal-table.js';

/** A row an arm: what was trained, what a trial took, the held-out loss; means over seeds, the highest peak. Empty where nothing is done. */
export function trainingText(arms: readonly Arm[]): string[] {
  const rows = arms.flatMap((arm) => {
    const trained = doneTrials(arm).flatMap(({ training }) => training ?? []);
    return trained.length > 0 ? [[arm.label, ...costs(trained)]] : [];
  });
  if (rows.length === 0) return [];
  return [
    terminalTable([['', 'trained parameters', 'time a trial', 'peak memory', 'held-out loss'], ...rows]).join('\n'),
  ];
}

function costs(trained: readonly TrainingOutcome[]): string[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const heldOut = trained.flatMap(({ heldOutLoss }) => heldOutLoss ?? []);
  const isTrained = trained.some(({ steps }) => steps > 0);
  return [
    whole(trained[0]!.trainedParameters),
    isTrained ? duration(mean(trained.map(({ seconds }) => seconds))) : 'not trained',
    `${whole(Math.max(...trained.map(({ peakMegabytes }) => peakMegabytes)))} MB`,
    loss(heldOut.length > 0 ? mean(heldOut) : undefined),
  ];
}
