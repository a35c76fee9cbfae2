import * as Plot from '@observablehq/plot';
import type { Arm } from '../arms/arm.js';
import { colourOf, symbolOf } from './arm-marks.js';
import type { CurvePoint } from './curve-points.js';
import { draw, type Width } from './draw.js';

/** The curve of one trial. */
export interface LossCurve {
  readonly arm: Arm;
  readonly points: readonly CurvePoint[];
}

/** One line a trial. @param marked whether every point is marked, as where few were measured */
export function lossPlot(width: Width, curves: readonly LossCurve[], marked: boolean): string {
  return draw(width, {
    height: width === 'wide' ? 320 : 260,
    marginTop: 30,
    marginLeft: 48,
    marginRight: 16,
    marginBottom: 42,
    x: { label: 'step', labelArrow: 'none', labelAnchor: 'center', ticks: width === 'wide' ? 8 : 4 },
    y: { label: 'loss (−ln p per token)', labelArrow: 'none', grid: true, nice: true, ticks: 6 },
    marks: curves.flatMap(({ arm, points }) => {
      const [stroke, place] = [colourOf(arm), { x: 'step', y: 'loss' }];
      const line = Plot.line(points, { ...place, stroke, strokeWidth: 1.5, strokeOpacity: marked ? 1 : 0.8 });
      const shown = marked ? points : points.slice(-1);
      return [line, Plot.dot(shown, { ...place, fill: stroke, symbol: symbolOf(arm), r: 4 })];
    }),
  });
}
