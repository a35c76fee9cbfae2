import type { Layout } from '@weitiao/core';
import { tensor2d } from '@weitiao/tensor';

/**
 * Where tokens stand that follow what a cache holds: one segment a row, padding at the end.
 * @param rows the tokens to be read, of any lengths
 * @param starts position of each row's first token
 */
export function continuationLayout(rows: readonly (readonly number[])[], starts: readonly number[]): Layout {
  const batch = rows.length;
  const sequence = Math.max(...rows.map((row) => row.length));
  const make = (value: number) => new Int32Array(batch * sequence).fill(value);
  const [tokens, positions, segments] = [make(0), make(0), make(0)];
  rows.forEach((row, index) =>
    row.forEach((token, place) => {
      const at = index * sequence + place;
      tokens[at] = token;
      positions[at] = starts[index]! + place;
      segments[at] = 1;
    }),
  );
  const matrix = (values: Int32Array) => tensor2d(values, [batch, sequence], 'int32');
  return {
    batch,
    sequence,
    longestText: Math.max(...rows.map((row, index) => starts[index]! + row.length)),
    tokens: matrix(tokens),
    positions: matrix(positions),
    segments: matrix(segments),
    prompts: matrix(make(-1)),
    spans: rows.map((row, index) => ({ id: index, row: index, start: 0, length: row.length, tokens: row })),
  };
}
