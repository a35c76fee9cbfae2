import type { Pass } from '@weitiao/core';
import { gatherRows, reshape, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** Learned vectors of positions, `[batch × sequence, width]` for the layout's. Positions from `longest` on do not exist. */
export const positionTable =
  (longest: number, width: number): Unplaced<(pass: Pass) => Tensor> =>
  (path) => ({
    sites: [],
    weights: [[`${path}.weight`, [longest, width]]],
    call: (pass) => gatherRows(pass.stored(`${path}.weight`), reshape(pass.layout.positions, [-1])),
  });
