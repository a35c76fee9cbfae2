import type { Benchmark } from '../scores/benchmark.js';
import { counted, none, points, probability, signed, signedInterval, whole } from '../format.js';
import type { Contrast } from '../contrasts/contrast.js';
import { left, right, type Cell, type Table } from './table.js';

/** @param scope `whole` or `by group` @param tests in the family */
export const contrastCaption = ({ title }: Benchmark, scope: string, tests: number): string =>
  `${title}, ${scope}: differences in points of 100, paired by question; Holm’s correction over ${counted(tests, 'test')}`;

/** One row a contrast. @param contrasts of one family */
export function contrastTable(caption: string, contrasts: readonly Contrast[]): Table {
  return {
    caption,
    columns: [
      left('questions'),
      left('compared'),
      right('n'),
      right('difference'),
      right('95 % interval'),
      right('p'),
      right('p\u00a0(Holm)'),
      left('verdict'),
      right('smallest difference'),
    ],
    rows: contrasts.map(row),
  };
}

function row({ scope, arm, baseline, comparison, corrected, verdict }: Contrast): Cell[] {
  const { pairs, difference, interval, pValue, smallestDifference } = comparison;
  return [
    scope.title,
    `${arm.label} − ${baseline.label}`,
    whole(pairs),
    difference === null ? none : signed(difference),
    interval ? signedInterval(interval) : none,
    probability(pValue),
    probability(corrected),
    verdict === 'untested' ? 'not tested' : { text: verdict, tone: verdict },
    smallestDifference === null ? none : points(smallestDifference),
  ];
}
