import type { Contrast } from '../contrasts/contrast.js';
import { counted, none, score, whole } from '../format.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { ScoreLine } from '../scores/score-lines.js';
import { left, right, type Table } from './table.js';

/** Scopes down, arms across; beside a score what its comparison with the baseline says. @param lines of one benchmark @param contrasts of the same */
export function scoreTable(
  { title, arms, items }: Benchmark,
  lines: readonly ScoreLine[],
  contrasts: readonly Contrast[],
): Table {
  const scopes = [...new Set(lines.map(({ scope }) => scope))];
  const withBaseline = contrasts.filter(({ isWithBaseline }) => isWithBaseline);
  const baselines = [...new Set(withBaseline.map(({ baseline }) => baseline.label))].join(', ');
  const verdicts = new Map(
    withBaseline.map((contrast) => [keyOf(contrast.scope, contrast.arm.index), contrast.verdict]),
  );
  const said = baselines ? `; higher, lower, tie: against ${baselines}` : '';
  return {
    caption: `${title}: score in points of 100 with its 95 % interval; ${counted(items.length, 'question')}${said}`,
    columns: [
      left('questions'),
      right('n'),
      ...arms.map(({ arm, seeds }) => right(`${arm.label} (${counted(seeds.length, 'seed')})`)),
    ],
    rows: scopes.map((scope) => {
      const asked = scope.groups.flat().length;
      const ofScope = lines.filter((line) => line.scope === scope);
      const verdict = ({ answers }: ScoreLine) => verdicts.get(keyOf(scope, answers.arm.index));
      return [scope.title, whole(asked), ...ofScope.map((line) => scoreCell(line, asked, verdict(line)))];
    }),
  };
}

const keyOf = ({ kind, title }: ScoreLine['scope'], arm: number): string => `${kind} ${arm} ${title}`;

/** n stands in the cell where it is not that of the row. */
function scoreCell({ estimate, unread, missing }: ScoreLine, asked: number, verdict?: Contrast['verdict']): string {
  const notes = [
    estimate.items === asked ? '' : `n ${whole(estimate.items)}`,
    unread ? `${whole(unread)} unread` : '',
    missing ? `${whole(missing)} missing` : '',
  ].filter(Boolean);
  const text = estimate.mean === null ? none : score(estimate);
  const said = verdict === undefined || verdict === 'untested' ? '' : ` ${verdict}`;
  return text + said + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}
