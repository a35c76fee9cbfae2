import type { LinearSite, Pass } from '@weitiao/core';
import { affine, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/** A linear layer as PyTorch stores it, weight `[output, input]`. `[rows, input]` → `[rows, output]` */
export const linear =
  (
    inputWidth: number,
    outputWidth: number,
    role: string,
    { bias = true } = {},
  ): Unplaced<(pass: Pass, input: Tensor) => Tensor> =>
  (path) => {
    const site: LinearSite = {
      path,
      kind: 'linear',
      role,
      inputWidth,
      outputWidth,
      rows: 'output',
      weight: `${path}.weight`,
      ...(bias && { bias: `${path}.bias` }),
    };
    const compute = (pass: Pass) => (input: Tensor) =>
      affine(input, pass.weight(site.weight), site.bias === undefined ? undefined : pass.weight(site.bias));
    return {
      sites: [site],
      weights: [[site.weight, [outputWidth, inputWidth]], ...(site.bias ? [[site.bias, [outputWidth]] as const] : [])],
      call: (pass, input) => pass.through(site, input, compute(pass)),
    };
  };
