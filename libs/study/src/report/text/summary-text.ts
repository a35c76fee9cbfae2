import type { Contrast } from '../contrasts/contrast.js';
import { counted, none, points, probability, score, signed, signedInterval } from '../format.js';
import type { Report } from '../report.js';
import type { Benchmark } from '../scores/benchmark.js';
import { caveats } from '../summary.js';
import { equalTermsText } from './equal-terms-text.js';
import { terminalTable } from './terminal-table.js';
import { trainingText } from './training-text.js';

/** What a terminal shows of a report: the whole of each benchmark against the baseline, and what training cost. No line break at the end. */
export const summaryText = (report: Report): string =>
  [
    ...caveats(report).map((caveat) => `Note: ${caveat}`),
    ...report.benchmarks.map((benchmark) => benchmarkText(report, benchmark)),
    ...equalTermsText(report),
    ...trainingText(report.arms),
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ');

function benchmarkText({ scores, contrasts, wishes: { correction } }: Report, benchmark: Benchmark): string {
  const isWhole = (line: { benchmark: Benchmark; scope: { kind: string } }) =>
    line.benchmark === benchmark && line.scope.kind === 'items';
  const compared = contrasts.filter((contrast) => isWhole(contrast) && contrast.isWithBaseline);
  const rows = scores.filter(isWhole).map(({ answers: { arm }, estimate, unread }) => {
    const contrast = compared.find((other) => other.arm === arm);
    return [arm.label, score(estimate) + (unread > 0 ? ` (${unread} unread)` : ''), ...comparisonCells(contrast)];
  });
  const baselines = [...new Set(compared.map(({ baseline }) => baseline.label))];
  const against = baselines.length === 0 ? '' : `, paired; differences from ${baselines.join(', ')}`;
  return [
    `${benchmark.title} · ${counted(benchmark.items.length, 'question')}${against}`,
    ...terminalTable([['', 'score', 'difference', correction === 'holm' ? 'p (Holm)' : 'p'], ...rows]),
    ...sizeText(compared),
  ].join('\n');
}

/** A p only where a difference is shown, as a tie has none to tell. */
function comparisonCells(contrast: Contrast | undefined): string[] {
  if (!contrast) return [];
  const { comparison, corrected, verdict } = contrast;
  const { difference, interval } = comparison;
  if (difference === null) return [none, 'not tested'];
  const seen = interval ? `${signed(difference)} ${signedInterval(interval)}` : signed(difference);
  if (verdict === 'untested') return [seen, 'not tested'];
  return [seen, verdict === 'tie' ? 'tie' : `${probability(corrected)} ${verdict}`];
}

function sizeText(compared: readonly Contrast[]): string[] {
  const sizes = compared.flatMap(({ comparison: { smallestDifference: size } }) => (size === null ? [] : [size]));
  if (sizes.length === 0) return [];
  const [least, most] = [points(Math.min(...sizes)), points(Math.max(...sizes))];
  return [`smallest difference this size can show: ${least === most ? least : `${least} to ${most}`}`];
}
