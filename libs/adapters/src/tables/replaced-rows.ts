import { add, concat, gather, gatherRows, mul, reshape, slice, sub, type Tensor } from '@weitiao/tensor';

/**
 * Rows that were looked up in a table, some of its rows replaced.
 * @param looked `[rows, width]`, what the table has for `ids`
 * @param ids int32 `[rows]`
 * @param own `[count, width]`, the new rows
 * @param places int32 `[vocabulary]`: which of `own` stands for an id
 * @param flags float `[vocabulary]`: 1 where one does, 0 elsewhere
 */
export function replacedRows(looked: Tensor, ids: Tensor, own: Tensor, { places, flags }: Replacement): Tensor {
  const isOwn = reshape(gather(flags, ids), [-1, 1]);
  const there = gatherRows(own, gather(places, ids));
  return add(mul(looked, sub(1, isOwn)), mul(there, isOwn));
}

/** Which rows are replaced. */
export interface Replacement {
  readonly places: Tensor;
  readonly flags: Tensor;
}

/** A stretch of ids one after the other, each replaced or none. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  /** Where it begins in the sorted replacements; undefined where nothing is replaced. */
  readonly from?: number;
}

/**
 * Columns of one matrix, some of them another's.
 * @param columns `[rows, vocabulary]`
 * @param own `[rows, count]`, in the order of `ids`
 * @param ids ascending, each once
 */
export function replacedColumns(columns: Tensor, own: Tensor, ids: readonly number[]): Tensor {
  const [rows, vocabulary] = columns.shape as [number, number];
  const parts = stretches(ids, vocabulary).map(({ start, length, from }) =>
    from === undefined ? slice(columns, [0, start], [rows, length]) : slice(own, [0, from], [rows, length]),
  );
  return parts.length === 1 ? parts[0]! : concat(parts, 1);
}

/** New tokens stand at the end of a vocabulary, so these are two as a rule. */
export function stretches(ids: readonly number[], vocabulary: number): Stretch[] {
  const all: Stretch[] = [];
  let end = 0;
  for (let at = 0; at < ids.length;) {
    const start = ids[at]!;
    let length = 1;
    while (ids[at + length] === start + length) length += 1;
    if (start > end) all.push({ start: end, length: start - end });
    all.push({ start, length, from: at });
    at += length;
    end = start + length;
  }
  if (end < vocabulary) all.push({ start: end, length: vocabulary - end });
  return all;
}
