import type { LinearSite, Pass } from '@weitiao/core';
import { affine, div, maximum, norm, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

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
    };
    const compute = (pass: Pass) => (rows: Tensor) => {
      const table = pass.weight(weight);
      return affine(rows, div(table, maximum(norm(table, 2, 1, true), 1e-12)));
    };
    return {
      sites: [site],
      weights: [[weight, [vocabulary, width]]],
      call: (pass, rows) => pass.through(site, rows, compute(pass)),
    };
  };
