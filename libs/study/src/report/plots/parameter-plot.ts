import * as Plot from '@observablehq/plot';
import type { Arm } from '../arms/arm.js';
import { colourOf, symbolOf } from './arm-marks.js';
import { draw, type Width } from './draw.js';

/** What an arm trains, and how well. */
export interface ParameterPoint {
  readonly arm: Arm;
  /** 0 for a model that is not trained. */
  readonly parameters: number;
  /** Of each seed. */
  readonly losses: readonly number[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Held-out loss against trained parameters: a mark an arm at the mean of its seeds, a line from the best to the worst; untrained models are rules. */
export function parameterPlot(width: Width, points: readonly ParameterPoint[]): string {
  const trained = points.filter(({ parameters }) => parameters > 0);
  const ranked = trained.toSorted((one, other) => mean(one.losses) - mean(other.losses));
  const untrained = points.filter(({ parameters }) => parameters === 0);
  return draw(width, {
    height: width === 'wide' ? 360 : 300,
    marginTop: 30,
    marginLeft: 48,
    marginRight: width === 'wide' ? 96 : 16,
    marginBottom: 42,
    x: {
      type: 'log',
      label: 'trained parameters',
      labelArrow: 'none',
      labelAnchor: 'center',
      nice: true,
      ticks: width === 'wide' ? 6 : 3,
      tickFormat: '~s',
    },
    y: { label: 'held-out loss (−ln p per token)', labelArrow: 'none', grid: true, nice: true, ticks: 6 },
    marks: [
      ...untrained.map(({ arm, losses }) =>
        Plot.ruleY([mean(losses)], { stroke: colourOf(arm), strokeWidth: 1.5, strokeDasharray: '5 4' }),
      ),
      ...ranked.flatMap((point, rank) => pointMarks(width, point, rank % 2 === 0)),
    ],
    symbol: { type: 'identity' },
  });
}

/** Arms of one size stand one above the other: their names go to the right and to the left in turn. */
function pointMarks(width: Width, { arm, parameters, losses }: ParameterPoint, toTheRight: boolean): Plot.Markish[] {
  const [stroke, loss] = [colourOf(arm), mean(losses)];
  const data = [{ parameters, loss, low: Math.min(...losses), high: Math.max(...losses), label: arm.label }];
  const beside = { dx: toTheRight ? 8 : -8, textAnchor: toTheRight ? 'start' : 'end' } as const;
  return [
    Plot.ruleX(data, { x: 'parameters', y1: 'low', y2: 'high', stroke, strokeWidth: 2 }),
    Plot.dot(data, { x: 'parameters', y: 'loss', fill: stroke, symbol: symbolOf(arm), r: 4.5 }),
    ...(width === 'wide' ? [Plot.text(data, { x: 'parameters', y: 'loss', text: 'label', ...beside })] : []),
  ];
}
