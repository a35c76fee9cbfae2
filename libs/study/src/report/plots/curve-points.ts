import type { TrainingOutcome } from '../../results/study-results.js';

export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
}

type Curve = TrainingOutcome['curve'];

const pointsAtMost = 160;

/** Training loss; of long runs each point is the mean of several steps that follow one another. */
export function trainingCurve(curve: Curve): CurvePoint[] {
  const points = curve.flatMap(({ step, loss }) => (loss === undefined ? [] : [{ step, loss }]));
  const size = Math.ceil(points.length / pointsAtMost);
  if (size <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) => {
    const some = points.slice(index * size, (index + 1) * size);
    const mean = (of: (point: CurvePoint) => number) => some.reduce((sum, point) => sum + of(point), 0) / some.length;
    return { step: mean(({ step }) => step), loss: mean(({ loss }) => loss) };
  });
}

export const heldOutCurve = (curve: Curve): CurvePoint[] =>
  curve.flatMap(({ step, heldOut }) => (heldOut === undefined ? [] : [{ step, loss: heldOut }]));
