import { rate } from '../format.js';
import type { Report } from '../report.js';
import { searchLines } from './search-line.js';
import { isFar } from './size-distance.js';

/** In what the terms are not quite equal. */
export function equalTermsCaveats({ results, arms }: Pick<Report, 'results' | 'arms'>): string[] {
  const { searches = [], sizes = [] } = results;
  const lines = searchLines(searches, arms);
  const atEdge = lines.flatMap(({ arm, search, edge }) =>
    edge ? [`${arm.label} (${rate(search.chosen!)}, the ${edge})`] : [],
  );
  const counts = [...new Set(searches.map(({ tries }) => tries.length))].sort((a, b) => a - b);
  const far = [...new Set(sizes.filter(isFar).map(({ method }) => method))];
  return [
    ...(atEdge.length > 0
      ? [`At the edge of the learning rates that were tried: ${atEdge.join(', ')}. A better one may lie beyond it.`]
      : []),
    ...(counts.length > 1
      ? [`Not every arm had the same number of tries at its learning rate: ${counts.join(', ')}.`]
      : []),
    ...(far.length > 0 ? [`Not of the size that was wanted, by more than 5 %: ${far.join(', ')}.`] : []),
  ];
}
