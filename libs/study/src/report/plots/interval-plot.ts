import * as Plot from '@observablehq/plot';
import type { Interval } from '@weitiao/evaluation';
import type { Arm } from '../arms/arm.js';
import { colourOf, symbolOf } from './arm-marks.js';
import { draw, widths, type Width } from './draw.js';
import { fitted, marginFor } from './label-width.js';

/** A value with its interval, in points of 100. */
export interface IntervalPoint {
  readonly arm: Arm;
  /** The row that the point stands in. */
  readonly row: string;
  readonly value: number;
  readonly interval: Interval | null;
}

export interface IntervalPlot {
  readonly axis: string;
  readonly points: readonly IntervalPoint[];
  /** Of no difference. */
  readonly zero?: boolean;
}

const rowHeight = 15;

/** Rows with one mark an arm, each with its 95 % interval. */
export function intervalPlot(width: Width, { axis, points, zero }: IntervalPlot): string {
  const rows = [...new Set(points.map(({ row }) => row))];
  const margin = marginFor(rows, widths[width] * 0.38);
  const perRow = Math.max(...rows.map((row) => points.filter((point) => point.row === row).length));
  const height = rows.length * (perRow * rowHeight + 14);
  const marks = points.map(({ arm, row, value, interval }) => {
    const ofRow = points.filter((point) => point.row === row).map((point) => point.arm);
    const place = (ofRow.indexOf(arm) - (ofRow.length - 1) / 2) * rowHeight;
    return { row, value, arm, place, low: interval?.low ?? value, high: interval?.high ?? value };
  });
  return draw(width, {
    height: height + 52,
    marginTop: 10,
    marginLeft: margin,
    marginRight: 16,
    marginBottom: 42,
    x: {
      label: axis,
      grid: true,
      nice: true,
      labelArrow: 'none',
      labelAnchor: 'center',
      ticks: width === 'wide' ? 8 : 5,
    },
    y: {
      type: 'band',
      domain: rows,
      label: null,
      tickSize: 0,
      tickFormat: (row: string) => fitted(row, margin),
      padding: 0,
    },
    marks: [
      Plot.gridY(rows.slice(1), { strokeOpacity: 0.15, dy: -height / rows.length / 2 }),
      ...(zero ? [Plot.ruleX([0], { stroke: 'currentColor', strokeWidth: 1.2 })] : []),
      ...marks.flatMap((mark) => armMarks(mark)),
    ],
    symbol: { type: 'identity' },
  });
}

type Mark = { row: string; value: number; low: number; high: number; arm: Arm; place: number };

function armMarks(mark: Mark): Plot.Markish[] {
  const [stroke, data] = [colourOf(mark.arm), [mark]];
  return [
    Plot.ruleY(data, { y: 'row', x1: 'low', x2: 'high', stroke, strokeWidth: 2, dy: mark.place }),
    Plot.dot(data, { y: 'row', x: 'value', fill: stroke, symbol: symbolOf(mark.arm), r: 4.5, dy: mark.place }),
  ];
}
