import type { Pass } from '@weitiao/core';
import { layerNorm as normalise, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** Layer normalisation over the last axis, with weight and bias. `[rows, width]` → same */
export const layerNorm =
  (width: number, epsilon: number): Unplaced<(pass: Pass, input: Tensor) => Tensor> =>
  (path) => ({
    sites: [],
    weights: [
      [`${path}.weight`, [width]],
      [`${path}.bias`, [width]],
    ],
    call: (pass, input) => normalise(input, pass.weight(`${path}.weight`), pass.weight(`${path}.bias`), epsilon),
  });
