import { tensor, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Inverses by Gauss–Jordan elimination with the largest pivot of each column, on the host and in double precision.
 * @param matrices `[count, size, size]`
 */
export function portableInverse(matrices: Tensor): Tensor {
  const [count, size] = [matrices.shape[0]!, matrices.shape[1]!];
  const values = matrices.dataSync();
  const found = new Float32Array(values.length);
  for (let index = 0; index < count; index++) {
    const start = index * size * size;
    const rows = Array.from({ length: size }, (_, row) => {
      const own = new Float64Array(2 * size);
      own.set(values.subarray(start + row * size, start + (row + 1) * size));
      own[size + row] = 1;
      return own;
    });
    eliminate(rows);
    rows.forEach((row, place) => found.set(row.subarray(size), start + place * size));
  }
  return tensor(found, matrices.shape, 'float32');
}

/** Turns the left half of `[size, 2 × size]` into the identity. */
function eliminate(rows: Float64Array[]): void {
  rows.forEach((_, column) => {
    const below = rows.slice(column).map((row) => Math.abs(row[column]!));
    const pivot = column + below.indexOf(Math.max(...below));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const own = rows[column]!;
    const factor = own[column]!;
    own.forEach((value, place) => (own[place] = value / factor));
    for (const row of rows) if (row !== own) subtract(row, own, row[column]!);
  });
}

function subtract(row: Float64Array, other: Float64Array, factor: number): void {
  other.forEach((value, place) => (row[place]! -= factor * value));
}
