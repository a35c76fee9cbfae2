import { contrastTable } from '../tables/contrast-table.js';
import { scoreTable } from '../tables/score-table.js';
import { intervalPlot, type IntervalPoint } from '../plots/interval-plot.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { Report } from '../report.js';
import { figure } from './figure.js';
import { folded } from './folded.js';
import { html, type Html } from './html.js';
import { tableHtml } from './table-html.js';

const rowsAtMost = 24;

/** Scores and contrasts of one benchmark, as plots and as tables. */
export function benchmarkSection(report: Report, benchmark: Benchmark): Html {
  const scores = report.scores.filter((line) => line.benchmark === benchmark);
  const contrasts = report.contrasts.filter((contrast) => contrast.benchmark === benchmark);
  const wholes = contrasts.filter(({ scope }) => scope.kind !== 'group');
  const groups = contrasts.filter(({ scope }) => scope.kind === 'group');
  const table = contrastTable(contrastCaption(benchmark, 'by group', groups[0]?.family ?? 0), groups);
  return html` <section>
    <h3>${benchmark.title}</h3>
    ${scorePlot(benchmark, scores)} ${tableHtml(scoreTable(benchmark, scores))}
    ${contrasts.length > 0 ? contrastPlot(benchmark, contrasts) : ''}
    ${wholes.length > 0 ? tableHtml(contrastTable(contrastCaption(benchmark, 'whole', wholes[0]!.family), wholes)) : ''}
    ${groups.length > 0 ? folded(`Differences by group (${groups.length} rows)`, tableHtml(table), groups.length <= rowsAtMost) : ''}
  </section>`;
}

export const contrastCaption = ({ title }: Benchmark, scope: string, tests: number): string =>
  `${title}, ${scope}: differences in points of 100, paired by question; Holm’s correction over ${tests} ${tests === 1 ? 'test' : 'tests'}`;

function scorePlot({ title, arms }: Benchmark, scores: Report['scores']): Html {
  const points = scores.flatMap(({ answers, scope, estimate: { mean, interval } }): IntervalPoint[] =>
    mean === null ? [] : [{ arm: answers.arm, row: scope.title, value: mean, interval }],
  );
  const label = `${title}: scores with 95 % intervals`;
  return plotOf(
    label,
    arms.map(({ arm }) => arm),
    points,
    'score (points of 100)',
    false,
  );
}

function contrastPlot({ title }: Benchmark, contrasts: Report['contrasts']): Html {
  const points = contrasts.flatMap(({ arm, scope, comparison: { difference, interval } }): IntervalPoint[] =>
    difference === null ? [] : [{ arm, row: scope.title, value: difference, interval }],
  );
  const arms = [...new Set(contrasts.map(({ arm }) => arm))];
  const baselines = [...new Set(contrasts.map(({ baseline }) => baseline.label))].join(', ');
  const label = `${title}: differences from ${baselines} with 95 % intervals (each by itself, not corrected)`;
  return plotOf(label, arms, points, 'difference (points of 100)', true);
}

function plotOf(
  label: string,
  arms: Parameters<typeof figure>[1],
  points: IntervalPoint[],
  axis: string,
  zero: boolean,
): Html {
  const inPoints = points.map(({ value, interval, ...rest }) => ({
    ...rest,
    value: value * 100,
    interval: interval && { low: interval.low * 100, high: interval.high * 100 },
  }));
  const rows = new Set(points.map(({ row }) => row)).size;
  if (rows === 0) return html``;
  const drawn = figure(label, arms, (width) => intervalPlot(width, { axis, points: inPoints, zero }));
  return rows > rowsAtMost ? folded(`Plot of ${rows} rows: ${label}`, drawn, false) : drawn;
}
