import type { ReportWishes } from '../../results/study-results.js';
import type { Benchmark } from '../scores/benchmark.js';
import { counted, none, points, probability, signed, signedInterval, whole } from '../format.js';
import type { Contrast } from '../contrasts/contrast.js';
import { left, right, type Cell, type Table } from './table.js';

/** @param scope `whole` or `by group` @param tests in the family */
export const contrastCaption = (
  { title }: Benchmark,
  scope: string,
  tests: number,
  correction: ReportWishes['correction'],
): string => {
  const family = counted(tests, 'test');
  const corrected = correction === 'holm' ? `Holm’s correction over ${family}` : `${family}, not corrected`;
  return `${title}, ${scope}: differences in points of 100, paired by question; ${corrected}`;
};

/** One row a contrast. @param contrasts of one family */
export function contrastTable(
  caption: string,
  contrasts: readonly Contrast[],
  correction: ReportWishes['correction'],
): Table {
  return {
    caption,
    columns: [
      left('questions'),
      left('compared'),
      right('n'),
      right('difference'),
      right('95 % interval'),
      right('p'),
      ...(correction === 'holm' ? [right('p\u00a0(Holm)')] : []),
      left('verdict'),
      right('smallest difference'),
    ],
    rows: contrasts.map((contrast) => row(contrast, correction)),
  };
}

function row(contrast: Contrast, correction: ReportWishes['correction']): Cell[] {
  const { scope, arm, baseline, comparison, corrected, verdict } = contrast;
  const { pairs, difference, interval, pValue, smallestDifference } = comparison;
  return [
    scope.title,
    `${arm.label} − ${baseline.label}`,
    whole(pairs),
    difference === null ? none : signed(difference),
    interval ? signedInterval(interval) : none,
    probability(pValue),
    ...(correction === 'holm' ? [probability(corrected)] : []),
    verdict === 'untested' ? 'not tested' : { text: verdict, tone: verdict },
    smallestDifference === null ? none : points(smallestDifference),
  ];
}
