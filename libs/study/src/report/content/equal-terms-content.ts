import { searchLines } from '../equal-terms/search-line.js';
import type { Report } from '../report.js';
import { rateTable } from '../tables/rate-table.js';
import { sizeTable } from '../tables/size-table.js';
import type { Content } from './content.js';

/** Learning rates tried and chosen, sizes wanted and reached; nothing in a study that asks for neither. */
export function equalTermsContent({ results, arms }: Report): Content[] {
  const lines = searchLines(results.searches ?? [], arms);
  const { sizes = [] } = results;
  return [
    ...(lines.length > 0 ? [{ kind: 'table', name: 'learning-rates', table: rateTable(lines) } as const] : []),
    ...(sizes.length > 0 ? [{ kind: 'table', name: 'parameters', table: sizeTable(sizes) } as const] : []),
  ];
}
