import { eastAsianWidth } from 'get-east-asian-width';
import type { ArmComparison, ComparedSection } from './arm-comparison.js';
import { countText, estimateText, intervalText, points, pValueText, signedPoints } from './numbers.js';
import { titleOf } from './title.js';

/** Places that a text takes on a terminal: two a Chinese character. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0)!), 0);

/** Scores of two arms, their difference and what may be said of it; a line a section. */
export function comparisonTable({ before, after, sections }: ArmComparison): string {
  const lines = [
    ['', before.name, after.name, 'difference', 'p (Holm)'],
    ...sections.map((row) => [
      row.section.label,
      estimateText(row.before),
      estimateText(row.after),
      differenceText(row),
      verdictText(row),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((cells) => widthOf(cells[column]!))));
  const table = lines.map((cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat(column < 4 ? Math.max(0, widths[column]! - widthOf(cell)) + 4 : 0))
      .join('')
      .trimEnd(),
  );
  return [titleOf([before, after]), ...table, ...notes({ before, after, sections })].join('\n');
}

function differenceText({ comparison: { difference, interval } }: ComparedSection): string {
  if (difference === null) return '–';
  return interval ? `${signedPoints(difference)} ${intervalText(interval)}` : signedPoints(difference);
}

function verdictText({ section, comparison: { smallestDifference }, corrected, finding }: ComparedSection): string {
  const verdict = finding === 'unknown' ? '–' : finding === 'tie' ? 'tie' : pValueText(corrected!);
  if (section.label !== 'all' || smallestDifference === null) return verdict;
  return `${verdict} · smallest difference this size can show: ${points(smallestDifference)}`;
}

/** What was left out. */
function notes({ before, after, sections }: Pick<ArmComparison, 'before' | 'after' | 'sections'>): string[] {
  const all = sections.find(({ section }) => section.label === 'all')!;
  const unread = [
    [before.name, all.before.unparsed],
    [after.name, all.after.unparsed],
  ] as const;
  if (unread.every(([, count]) => count === 0)) return [];
  return [`Unreadable answers, left out: ${unread.map(([name, count]) => `${name} ${countText(count)}`).join(', ')}.`];
}
