import type { ComparedSection } from './arm-comparison.js';
import { countText, intervalText, points, pValueText, signedPoints } from './numbers.js';

/**
 * One sentence that claims no more than the test shows. A difference is only called higher or lower where its corrected p-value is below .05.
 * @param names of the arms before and after
 */
export function describeSection(
  { section, comparison, corrected, finding }: ComparedSection,
  [before, after]: readonly [string, string],
): string {
  const { difference, interval, pairs, smallestDifference } = comparison;
  if (difference === null)
    return `${section.label}: ${after} and ${before} have no question that both answered readably.`;
  const seen = `${signedPoints(difference)}${interval ? ` ${intervalText(interval)}` : ''}`;
  const size = `${countText(pairs)} question${pairs === 1 ? '' : 's'}`;
  if (finding === 'unknown') {
    return `${section.label}: ${seen} over ${size}; too few to tell whether ${after} differs from ${before}.`;
  }
  const p = `p = ${pValueText(corrected!)}`.replace('= <', '< ');
  if (finding === 'tie') {
    const floor =
      smallestDifference === null
        ? ''
        : ` A difference below ${points(smallestDifference)} would seldom show at this size.`;
    return `${section.label}: no difference between ${after} and ${before} is shown (${seen}, ${p}, ${size}).${floor}`;
  }
  return `${section.label}: ${after} is ${finding} than ${before} by ${points(Math.abs(difference))} points (${seen}, ${p}, ${size}).`;
}
