import type { Pass } from '@weitiao/core';
import { reshape, rmsNorm as normalise, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** Root-mean-square normalisation over the last axis, with a weight. `[rows, width]` → same */
export const rmsNorm =
  (width: number, epsilon: number): Unplaced<(pass: Pass, input: Tensor) => Tensor> =>
  (path) => ({
    sites: [],
    weights: [[`${path}.weight`, [width]]],
    call: (pass, input) => normalise(input, pass.weight(`${path}.weight`), epsilon),
  });

/** The same over each head. `[batch, heads, sequence, headWidth]` → same */
export const headNorm =
  (headWidth: number, epsilon: number): Unplaced<(pass: Pass, perHead: Tensor) => Tensor> =>
  (path) => {
    const { call, ...declared } = rmsNorm(headWidth, epsilon)(path);
    return {
      ...declared,
      call: (pass, perHead) => reshape(call(pass, reshape(perHead, [-1, headWidth])), perHead.shape),
    };
  };
