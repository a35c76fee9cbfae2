import type { Arm } from '../arms/arm.js';
import type { CurvePoint } from '../plots/curve-points.js';
import { heldOutCurve, trainingCurve } from '../plots/curve-points.js';
import { lossPlot } from '../plots/loss-plot.js';
import type { TrainingOutcome } from '../../results/study-results.js';
import { costTable } from '../tables/cost-table.js';
import { figure } from './figure.js';
import { html, type Html } from './html.js';
import { tableHtml } from './table-html.js';

/** Loss curves and what every trial cost. */
export const trainingSection = (arms: readonly Arm[]): Html =>
  html` <section id="training">
    <h2>Training and cost</h2>
    ${curves('Loss on the training data, a line a trial; long runs as means of steps that follow one another', arms, trainingCurve, false)}
    ${curves('Loss on held-out data, a line a trial', arms, heldOutCurve, true)} ${tableHtml(costTable(arms))}
  </section>`;

type PointsOf = (curve: TrainingOutcome['curve']) => CurvePoint[];

function curves(caption: string, arms: readonly Arm[], pointsOf: PointsOf, marked: boolean): Html {
  const drawn = arms.flatMap((arm) =>
    arm.trials.flatMap(({ training }) => (training ? [{ arm, points: pointsOf(training.curve) }] : [])),
  );
  const found = drawn.filter(({ points }) => points.length > 0);
  if (found.length === 0) return html``;
  const shown = [...new Set(found.map(({ arm }) => arm))];
  return figure(caption, shown, (width) => lossPlot(width, found, marked));
}
