import type { Tensor } from '@tensorflow/tfjs-core';
import { gather, unsortedSegmentSum } from '../operations.js';
import { customGradient } from '../tape/index.js';

/**
 * Looks rows up in a table.
 * @param table `[count, width]`
 * @param indices int32 `[rows]`; has no gradient
 * @returns `[rows, width]`
 */
export function gatherRows(table: Tensor, indices: Tensor): Tensor {
  return customGradient(
    [table],
    (save) => {
      save(indices);
      return gather(table, indices);
    },
    (upstream, [rows]) => [unsortedSegmentSum(upstream, rows as never, table.shape[0]!)],
  );
}
