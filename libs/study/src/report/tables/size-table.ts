import type { SizeOutcome } from '../../results/study-results.js';
import { distanceOf } from '../equal-terms/size-distance.js';
import { signed, whole } from '../format.js';
import { left, right, type Table } from './table.js';

/** How near the methods came to the size that they were to have. */
export function sizeTable(sizes: readonly SizeOutcome[]): Table {
  const hasModels = new Set(sizes.map(({ model }) => model)).size > 1;
  return {
    caption: 'Trained parameters, which were to be equal',
    columns: [left('method'), right('wanted'), right('reached'), right('apart'), left('by')],
    rows: sizes.map((size) => [
      hasModels ? `${size.method} · ${size.model}` : size.method,
      whole(size.wanted),
      whole(size.reached),
      apart(size),
      how(size),
    ]),
  };
}

/** `+1.6 %`; `×216` where the size is of another order. */
const apart = (size: SizeOutcome): string =>
  size.reached > 2 * size.wanted ? `×${whole(size.reached / size.wanted)}` : `${signed(distanceOf(size))} %`;

function how({ option, value, wanted, reached }: SizeOutcome): string {
  if (option !== undefined) return `${option} ${value}`;
  return wanted === reached ? 'as written' : 'as written: it has no option for its size';
}
