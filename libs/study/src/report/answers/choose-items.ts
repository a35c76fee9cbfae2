import type { AnswerData, AnsweredItem, AnswerOfRun } from './answer-data.js';

// These functions run in the reader's browser as well: they stand in the page as text and use nothing but each other.

/** Values of the view's controls. */
export interface Choice {
  /** `group 3`, `tag 0`; empty for all. */
  readonly category: string;
  /** `differ`, `same`, `unread`, `best 2`, `beats 2 0`; empty for all. */
  readonly wins: string;
  readonly words: string;
}

/** Mean over the seeds whose answer was graded; null where none was. */
export function meanScore(runs: readonly AnswerOfRun[]): number | null {
  const scores = runs.flatMap((run) => (run && run[1] !== null ? [run[1]] : []));
  return scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
}

/** Whether an item's scores stand to each other as asked. */
export function winsAsAsked(item: AnsweredItem, wins: string): boolean {
  const [kind, first, second] = wins.split(' ');
  if (kind === 'unread') return item.answers.some((runs) => runs.some((run) => run && run[1] === null));
  const scores = item.answers.map(meanScore);
  const read = scores.filter((score) => score !== null);
  if (kind === 'differ') return new Set(read).size > 1;
  if (kind === 'same') return new Set(read).size === 1;
  const score = scores[Number(first)];
  if (score === null || score === undefined) return kind === '';
  if (kind === 'best') return scores.every((other, arm) => arm === Number(first) || other === null || other < score);
  const other = scores[Number(second)];
  return kind === '' || (other !== null && other !== undefined && score > other);
}

/** The items that the reader asked for, in their order. */
export function chooseItems(data: AnswerData, { category, wins, words }: Choice): AnsweredItem[] {
  const [kind, place] = category.split(' ');
  const wanted = words.trim().toLowerCase();
  return data.items.filter((item) => {
    if (kind === 'group' && item.group !== Number(place)) return false;
    if (kind === 'tag' && !item.tags.includes(Number(place))) return false;
    if (wins !== '' && !winsAsAsked(item, wins)) return false;
    if (wanted === '') return true;
    const answers = item.answers.flatMap((runs) => runs.map((run) => run?.[0] ?? ''));
    return [item.id, item.question, item.reference ?? '', ...answers].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  });
}
