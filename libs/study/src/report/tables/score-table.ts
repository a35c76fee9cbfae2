import { counted, none, score, whole } from '../format.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { ScoreLine } from '../scores/score-lines.js';
import { left, right, type Table } from './table.js';

/** Scopes down, arms across. @param lines of one benchmark */
export function scoreTable({ title, arms, items }: Benchmark, lines: readonly ScoreLine[]): Table {
  const scopes = [...new Set(lines.map(({ scope }) => scope))];
  return {
    caption: `${title}: score in points of 100 with its 95 % interval; ${counted(items.length, 'question')}`,
    columns: [
      left('questions'),
      right('n'),
      ...arms.map(({ arm, seeds }) => right(`${arm.label} (${counted(seeds.length, 'seed')})`)),
    ],
    rows: scopes.map((scope) => {
      const asked = scope.groups.flat().length;
      const cells = lines.filter((line) => line.scope === scope).map((line) => scoreCell(line, asked));
      return [scope.title, whole(asked), ...cells];
    }),
  };
}

/** n stands in the cell where it is not that of the row. */
function scoreCell({ estimate, unread, missing }: ScoreLine, asked: number): string {
  const notes = [
    estimate.items === asked ? '' : `n ${whole(estimate.items)}`,
    unread ? `${whole(unread)} unread` : '',
    missing ? `${whole(missing)} missing` : '',
  ].filter(Boolean);
  const text = estimate.mean === null ? none : score(estimate);
  return notes.length > 0 ? `${text} (${notes.join(', ')})` : text;
}
