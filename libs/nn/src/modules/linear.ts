import type { LinearSite, Pass } from '@weitiao/core';
import { affine, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/**
 * A linear layer. Its weight is stored `[output, input]`, as PyTorch's Linear, or with `rows: 'input'` `[input, output]`, as GPT-2's Conv1D.
 * `[rows, input]` → `[rows, output]`
 */
export const linear =
  (
    inputWidth: number,
    outputWidth: number,
    role: string,
    { bias = true, rows = 'output' }: { bias?: boolean; rows?: LinearSite['rows'] } = {},
  ): Unplaced<(pass: Pass, input: Tensor) => Tensor> =>
  (path) => {
    const site: LinearSite = {
      path,
      kind: 'linear',
      role,
      inputWidth,
      outputWidth,
      rows,
      weight: `${path}.weight`,
      ...(bias && { bias: `${path}.bias` }),
    };
    const compute = (pass: Pass) => (input: Tensor) =>
      affine(
        input,
        pass.stored(site.weight),
        site.bias === undefined ? undefined : pass.weight(site.bias),
        rows === 'output',
      );
    return {
      sites: [site],
      weights: [
        [site.weight, rows === 'output' ? [outputWidth, inputWidth] : [inputWidth, outputWidth]],
        ...(site.bias ? [[site.bias, [outputWidth]] as const] : []),
      ],
      call: (pass, input) => pass.through(site, input, compute(pass)),
    };
  };
