import type { Report } from '../report.js';
import { holeTable } from '../tables/hole-table.js';
import { benchmarkContent } from './benchmark-content.js';
import type { Content } from './content.js';
import { equalTermsContent } from './equal-terms-content.js';
import { trainingContent } from './training-content.js';

/** Every plot and table of a report, in its order. */
export function allContent(report: Report): Content[] {
  const holes = holeTable(report.arms);
  return [
    ...report.benchmarks.flatMap((benchmark) => {
      const { whole, groups } = benchmarkContent(report, benchmark);
      return [...whole, ...groups];
    }),
    ...equalTermsContent(report),
    ...trainingContent(report.arms),
    ...(holes ? [{ kind: 'table', name: 'holes', table: holes } as const] : []),
  ];
}
