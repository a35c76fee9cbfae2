/** What a grader gave; null where the answer could not be read. */
export type Score = number | null;

/** One item: its score in each run (seed) of an arm. */
export type ItemScores = readonly Score[];

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Unbiased; NaN for fewer than two values. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

const isRead = (score: Score): score is number => score !== null;

export const readScores = (scores: readonly Score[]): number[] => scores.filter(isRead);

/** Mean over the runs in which the item was read; null where it was in none. */
export function overRuns(scores: ItemScores): Score {
  const read = readScores(scores);
  return read.length > 0 ? mean(read) : null;
}

export const isBinary = (values: readonly number[]): boolean => values.every((value) => value === 0 || value === 1);

/** How many runs the items were asked in. */
export const runsOf = (items: readonly ItemScores[]): number =>
  items.reduce((most, { length }) => Math.max(most, length), 0);
