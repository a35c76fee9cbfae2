import { StudyError } from '@weitiao/core';

/**
 * Segments into as few rows as a simple rule finds, none split: the longest first, each into the fullest row that has room (best fit
 * decreasing). Equal lengths, equal rows.
 * @param lengths of the segments, virtual tokens included
 * @param capacity most tokens of a row
 * @returns the segments of each row, in ascending order
 * @throws StudyError when a segment is longer than a row
 */
export function packRows(lengths: ArrayLike<number>, capacity: number): number[][] {
  const order = Array.from({ length: lengths.length }, (_, index) => index);
  order.sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const longest = order[0];
  if (longest !== undefined && lengths[longest]! > capacity) {
    throw new StudyError(
      `An example has ${lengths[longest]} tokens, a row only ${capacity} places. Raise the length of rows, or lower maxLength.`,
    );
  }
  const rows: number[][] = [];
  // Rows by the room that is left in them; of equal ones the last opened is filled first.
  const byRoom: number[][] = [];
  for (const segment of order) {
    const length = lengths[segment]!;
    let room = length;
    while (room < capacity && !byRoom[room]?.length) room++;
    const row = byRoom[room]?.pop() ?? rows.push([]) - 1;
    rows[row]!.push(segment);
    (byRoom[room - length] ??= []).push(row);
  }
  return rows.map((row) => row.sort((a, b) => a - b));
}
