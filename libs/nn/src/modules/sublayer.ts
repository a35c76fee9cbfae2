import type { Pass, Site } from '@weitiao/core';
import { add, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

/**
 * A residual sublayer, `stream + branch(stream)`. As a key of the tree it is called `residual` and carries the path of the module that
 * holds it. Taps see the residual stream as input and the branch's output. `[batch × sequence, width]` → same
 */
export const sublayer =
  (role: string, width: number): Unplaced<(pass: Pass, stream: Tensor, branch: (stream: Tensor) => Tensor) => Tensor> =>
  (path) => {
    const place = path.replace(/\.residual$/, '');
    const site: Site = { path: place, kind: 'sublayer', role, inputWidth: width, outputWidth: width };
    return {
      sites: [site],
      weights: [],
      call: (pass, stream, branch) =>
        pass.recompute(place, stream, (input) => add(input, pass.through(site, input, branch))),
    };
  };
