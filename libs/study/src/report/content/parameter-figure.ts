import { doneTrials, type Arm } from '../arms/arm.js';
import { parameterPlot, type ParameterPoint } from '../plots/parameter-plot.js';
import type { Figure } from './content.js';

/** Quality against size, where arms of several sizes were measured on held-out data. */
export function parameterFigure(arms: readonly Arm[]): Figure[] {
  const points = arms.flatMap(pointOf);
  const sizes = new Set(points.map(({ parameters }) => parameters).filter((parameters) => parameters > 0));
  if (sizes.size < 2) return [];
  const caption =
    'Loss on held-out data against trained parameters; a line from the best seed to the worst, dashed a model that is not trained';
  const shown = points.map(({ arm }) => arm);
  return [
    { kind: 'figure', name: 'loss-by-parameters', caption, arms: shown, plot: (width) => parameterPlot(width, points) },
  ];
}

function pointOf(arm: Arm): ParameterPoint[] {
  const measured = doneTrials(arm).flatMap(({ training }) => (training?.heldOutLoss === undefined ? [] : [training]));
  const losses = measured.flatMap(({ heldOutLoss }) => heldOutLoss ?? []);
  return losses.length === 0 ? [] : [{ arm, parameters: measured[0]!.trainedParameters, losses }];
}
