import type { LinearSite, Pass } from '@weitiao/core';
import { affine, concat, div, maximum, norm, PackedMatrix, scope, type Stored, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** Rows of a packed table whose lengths are taken at a time. */
const rowsAtATime = 4096;

/** An output head whose rows have length 1 (Baichuan 2's NormHead; arXiv 2309.10305, 2.3). `[rows, width]` → `[rows, vocabulary]` */
export const normalisedHead =
  (width: number, vocabulary: number): Unplaced<(pass: Pass, rows: Tensor) => Tensor> =>
  (path) => {
    const weight = `${path}.weight`;
    const site: LinearSite = {
      path,
      kind: 'linear',
      role: 'head',
      inputWidth: width,
      outputWidth: vocabulary,
      rows: 'output',
      weight,
      normalised: true,
    };
    // The logits are divided and not the table, which would be copied.
    const compute = (pass: Pass) => (rows: Tensor) => {
      const table = pass.stored(weight);
      return div<Tensor>(affine(rows, table), maximum(lengthsOf(pass, weight, table), 1e-12));
    };
    return {
      sites: [site],
      weights: [[weight, [vocabulary, width]]],
      call: (pass, rows) => pass.through(site, rows, compute(pass)),
    };
  };

/** Length of each row, `[vocabulary]`; those of a frozen table that is packed are found once a pass. */
function lengthsOf(pass: Pass, name: string, table: Stored): Tensor {
  if (!(table instanceof PackedMatrix)) return norm(table, 2, 1);
  return pass.constant(`${name}.lengths`, () => {
    const parts: Tensor[] = [];
    for (let at = 0; at < table.shape[0]; at += rowsAtATime) {
      const count = Math.min(rowsAtATime, table.shape[0] - at);
      parts.push(scope(() => norm(table.rows(at, count).widened(), 2, 1)));
    }
    return concat(parts, 0);
  });
}
