import { philoxNormal, randomKey } from '@weitiao/tensor';

/** What the rows of new tokens begin with. */
export type NewRows =
  /** N(0, deviation²), as transformers' `_init_weights` draws them. */
  | { readonly from: 'normal'; readonly deviation: number; readonly seed: number }
  /** The mean of old rows: of those whose tokens the old tokenizer cuts the new token's text into. */
  | {
      readonly from: 'pieces';
      readonly piecesOf: (id: number) => readonly number[];
      readonly deviation: number;
      readonly seed: number;
    };

/**
 * The first numbers of one new row.
 * @param name of the table, which decides the draw together with the seed and the id
 * @param oldRow the numbers of an old row
 */
export async function newRow(
  rows: NewRows,
  name: string,
  id: number,
  width: number,
  oldRow: (id: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const pieces = rows.from === 'pieces' ? rows.piecesOf(id) : [];
  if (pieces.length > 0) return meanOf(await Promise.all(pieces.map(oldRow)), width);
  // One number a row is a bias, which starts from zero.
  if (width === 1) return new Float32Array(1);
  return philoxNormal(width, randomKey(rows.seed, 'new row', name, id)).map((draw) => rows.deviation * draw);
}

/** In double precision, rounded once. */
function meanOf(rows: readonly Float32Array[], width: number): Float32Array {
  return Float32Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
}
