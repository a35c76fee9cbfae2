import type { Arm } from '../arms/arm.js';
import type { Contrast } from '../contrasts/contrast.js';
import { intervalPlot, type IntervalPlot, type IntervalPoint } from '../plots/interval-plot.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { ScoreLine } from '../scores/score-lines.js';
import type { Figure } from './content.js';

/** Scores of all arms, a row a scope. */
export function scoreFigure(name: string, { title, arms }: Benchmark, scores: readonly ScoreLine[]): Figure[] {
  const points = scores.flatMap(({ answers, scope, estimate: { mean, interval } }): IntervalPoint[] =>
    mean === null ? [] : [{ arm: answers.arm, row: scope.title, value: mean, interval }],
  );
  const shown = arms.map(({ arm }) => arm);
  return drawn(name, `${title}: scores with 95 % intervals`, shown, { points, axis: 'score (points of 100)' });
}

/** Differences of all arms from their baselines, a row a scope. */
export function contrastFigure(name: string, { title }: Benchmark, all: readonly Contrast[]): Figure[] {
  const contrasts = all.filter(({ isWithBaseline }) => isWithBaseline);
  const points = contrasts.flatMap(({ arm, scope, comparison: { difference, interval } }): IntervalPoint[] =>
    difference === null ? [] : [{ arm, row: scope.title, value: difference, interval }],
  );
  const arms = [...new Set(contrasts.map(({ arm }) => arm))];
  const baselines = [...new Set(contrasts.map(({ baseline }) => baseline.label))].join(', ');
  const caption = `${title}: differences from ${baselines} with 95 % intervals (each by itself, not corrected)`;
  return drawn(name, caption, arms, { points, axis: 'difference (points of 100)', zero: true });
}

/** Nothing where there is nothing to draw. */
function drawn(name: string, caption: string, arms: readonly Arm[], plot: IntervalPlot): Figure[] {
  if (plot.points.length === 0) return [];
  const points = plot.points.map(({ value, interval, ...rest }) => ({
    ...rest,
    value: value * 100,
    interval: interval && { low: interval.low * 100, high: interval.high * 100 },
  }));
  return [{ kind: 'figure', name, caption, arms, plot: (width) => intervalPlot(width, { ...plot, points }) }];
}
