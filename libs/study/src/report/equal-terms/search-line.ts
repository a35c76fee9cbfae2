import type { SearchOutcome } from '../../results/study-results.js';
import type { Arm } from '../arms/arm.js';

/** The search of an arm of the report. */
export interface SearchLine {
  readonly arm: Arm;
  readonly search: SearchOutcome;
  /** Where the chosen rate is the last of the range that was tried, so that a better one may lie beyond it. */
  readonly edge: 'smallest' | 'largest' | undefined;
}

export const searchLines = (searches: readonly SearchOutcome[], arms: readonly Arm[]): SearchLine[] =>
  searches.flatMap((search) => {
    const arm = arms.find(({ axes }) => isSame(axes, search.arm));
    return arm ? [{ arm, search, edge: edgeOf(search) }] : [];
  });

const isSame = (one: Arm['axes'], other: Arm['axes']): boolean =>
  (['model', 'method', 'data', 'template'] as const).every((axis) => one[axis] === other[axis]);

/** Rates that failed count too: beyond a rate that diverged nothing better is to be found. */
function edgeOf({ tries, chosen }: SearchOutcome): SearchLine['edge'] {
  const rates = tries.map(({ learningRate }) => learningRate);
  if (chosen === undefined) return undefined;
  if (chosen === Math.max(...rates)) return 'largest';
  return chosen === Math.min(...rates) ? 'smallest' : undefined;
}
