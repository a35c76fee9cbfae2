/** What one column of a table of checks says of one row. */
export interface Cell {
  readonly state: 'ok' | 'wrong' | 'none';
  /** The largest differences that were found, in the column's order. */
  readonly differences?: readonly number[];
  /** What is wrong, or why the column does not apply. */
  readonly note?: string;
}

export const none = (note: string): Cell => ({ state: 'none', note });
export const wrong = (note: string, ...differences: number[]): Cell => ({ state: 'wrong', note, differences });

/** Right when every difference is within its tolerance; NaN is within none. */
export function within(pairs: readonly (readonly [what: string, difference: number, tolerance: number])[]): Cell {
  const differences = pairs.map(([, difference]) => difference);
  const over = pairs.filter(([, difference, tolerance]) => !(difference <= tolerance));
  if (over.length === 0) return { state: 'ok', differences };
  const faults = over.map(
    ([what, difference, tolerance]) => `${what} differs by ${difference.toExponential(1)}, allowed ${tolerance}`,
  );
  return wrong(faults.join('; '), ...differences);
}

/** The same cell with the largest of its differences alone. */
export const largestOf = ({ differences = [], ...cell }: Cell): Cell =>
  differences.length === 0 ? cell : { ...cell, differences: [Math.max(...differences)] };

/** A cell of work that may fail: then it is wrong, and says how. */
export async function attempt(work: () => Cell | Promise<Cell>): Promise<Cell> {
  try {
    return await work();
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
