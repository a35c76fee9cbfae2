import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { gather, unsortedSegmentSum } from '../operations.js';
import { PackedMatrix, type Stored } from '../packed/packed-matrix.js';
import { scope } from '../scope.js';
import { customGradient, withoutTape } from '../tape/index.js';

/**
 * Looks rows up in a table.
 * @param table `[count, width]`; of one that is packed, which is frozen, only these rows are widened
 * @param indices int32 `[rows]`; has no gradient
 * @returns `[rows, width]`
 */
export function gatherRows(table: Stored, indices: Tensor): Tensor {
  if (table instanceof PackedMatrix) return rowsOfPacked(table, indices);
  return customGradient(
    [table],
    (save) => {
      save(indices);
      return gather(table, indices);
    },
    (upstream, [rows]) => [unsortedSegmentSum(upstream, rows as never, table.shape[0]!)],
  );
}

const rowsOfPacked = ({ words }: PackedMatrix, indices: Tensor): Tensor =>
  withoutTape(() => scope(() => kernels().widenBrain!(gather(words, indices))));
