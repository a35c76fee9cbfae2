import type { ReportWishes } from '../../results/study-results.js';
import type { Contrast } from '../contrasts/contrast.js';
import { armColumns, benchmarkColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Differences as shares of 1. */
export const contrastRows = (contrasts: readonly Contrast[], { correction }: ReportWishes): CsvRow[] =>
  contrasts.map(({ benchmark, scope, arm, baseline, comparison, corrected, family, verdict }) => ({
    ...benchmarkColumns(benchmark),
    scope: scope.kind,
    group: scope.kind === 'group' ? scope.title : '',
    ...armColumns(arm),
    baseline: baseline.label,
    difference: comparison.difference,
    low: comparison.interval?.low,
    high: comparison.interval?.high,
    test: comparison.test,
    p: comparison.pValue,
    p_corrected: corrected,
    correction,
    family,
    verdict,
    smallest_difference: comparison.smallestDifference,
    n: comparison.pairs,
    unpaired: comparison.unpaired,
  }));
