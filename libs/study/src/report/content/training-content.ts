import type { TrainingOutcome } from '../../results/study-results.js';
import type { Arm } from '../arms/arm.js';
import { heldOutCurve, trainingCurve, type CurvePoint } from '../plots/curve-points.js';
import { lossPlot } from '../plots/loss-plot.js';
import { armCostTable } from '../tables/arm-cost-table.js';
import { costTable } from '../tables/cost-table.js';
import { noteTable } from '../tables/note-table.js';
import type { Content, Figure } from './content.js';
import { parameterFigure } from './parameter-figure.js';

/** Loss curves, and what every arm and every trial cost. */
export const trainingContent = (arms: readonly Arm[]): Content[] => [
  ...curves(
    'loss',
    'Loss on the training data, a line a trial; long runs as means of steps that follow one another',
    arms,
    trainingCurve,
    false,
  ),
  ...curves('held-out-loss', 'Loss on held-out data, a line a trial', arms, heldOutCurve, true),
  ...parameterFigure(arms),
  ...armCost(arms),
  { kind: 'table', name: 'cost', table: costTable(arms) },
  ...notes(arms),
];

/** Nothing where nothing is done. */
function armCost(arms: readonly Arm[]): Content[] {
  const table = armCostTable(arms);
  return table.rows.length > 0 ? [{ kind: 'table', name: 'cost-by-arm', table }] : [];
}

function notes(arms: readonly Arm[]): Content[] {
  const table = noteTable(arms);
  return table ? [{ kind: 'table', name: 'notes', table }] : [];
}

type PointsOf = (curve: TrainingOutcome['curve']) => CurvePoint[];

/** Nothing where nothing was measured. */
function curves(name: string, caption: string, arms: readonly Arm[], pointsOf: PointsOf, marked: boolean): Figure[] {
  const drawn = arms.flatMap((arm) =>
    arm.trials.flatMap(({ training }) => (training ? [{ arm, points: pointsOf(training.curve) }] : [])),
  );
  const found = drawn.filter(({ points }) => points.length > 0);
  if (found.length === 0) return [];
  const shown = [...new Set(found.map(({ arm }) => arm))];
  return [{ kind: 'figure', name, caption, arms: shown, plot: (width) => lossPlot(width, found, marked) }];
}
