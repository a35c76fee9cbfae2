/** How large a batch may be. */
export interface BatchLimit {
  readonly rows?: number;
  /** Rows × longest row: what is computed, padding included. A longer row gets a batch of its own. */
  readonly tokens?: number;
}

/**
 * Puts rows of similar length together, so that little is padding; the longest first, so that memory that does not suffice is found out at
 * once.
 * @returns indices of the rows of each batch
 */
export function batchesByLength(
  lengths: readonly number[],
  { rows = Infinity, tokens = Infinity }: BatchLimit,
): number[][] {
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const batches: number[][] = [];
  for (const index of order) {
    const open = batches.at(-1);
    const fits = open && open.length < rows && (open.length + 1) * lengths[open[0]!]! <= tokens;
    if (fits) open.push(index);
    else batches.push([index]);
  }
  return batches;
}
