import type { Pass } from '@weitiao/core';
import { rmsNorm as normalise, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** Root-mean-square normalisation over the last axis, with a weight. `[rows, width]` → same */
export const rmsNorm =
  (width: number, epsilon: number): Unplaced<(pass: Pass, input: Tensor) => Tensor> =>
  (path) => ({
    sites: [],
    weights: [[`${path}.weight`, [width]]],
    call: (pass, input) => normalise(input, pass.weight(`${path}.weight`), epsilon),
  });
