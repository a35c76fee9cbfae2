import type { SearchOutcome } from '../../results/study-results.js';
import type { SearchLine } from '../equal-terms/search-line.js';
import { loss, none, rate } from '../format.js';
import { left, right, type Cell, type Table } from './table.js';

/** Every learning rate that was tried, and which one was chosen. */
export function rateTable(lines: readonly SearchLine[]): Table {
  const counts = lines.map(({ search }) => search.tries.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const seeds = [...new Set(lines.map(({ search }) => search.seed))].join(', ');
  return {
    caption: `Learning rates tried with seed ${seeds}, ${least === most ? least : `${least} to ${most}`} an arm; the one with the smallest loss on held-out rows is chosen`,
    columns: [left('arm'), right('learning rate'), right('held-out loss'), left('outcome')],
    rows: lines.flatMap((line) =>
      line.search.tries.map((tried) => [
        line.arm.label,
        rate(tried.learningRate),
        loss(tried.heldOutLoss),
        said(tried, line),
      ]),
    ),
  };
}

function said({ status, failure, learningRate }: SearchOutcome['tries'][number], { search, edge }: SearchLine): Cell {
  if (failure) return { text: failure.message.split('\n')[0]!, tone: 'failed' };
  if (status !== 'done') return status;
  if (learningRate !== search.chosen) return none;
  return edge ? `chosen; the ${edge} that was tried` : 'chosen';
}
