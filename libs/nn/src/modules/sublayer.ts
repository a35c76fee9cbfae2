import type { Pass, Site } from '@weitiao/core';
import { add, type Tensor } from '@weitiao/tensor';
import type { Leaf, Unplaced } from '../tree.js';

type Branch = (stream: Tensor) => Tensor;

/**
 * A branch that leaves the residual stream, where two of them read the same stream. As a key of the tree it is called `residual` and carries the
 * path of the module that holds it. Taps see the residual stream as input and the branch's output. `[batch × sequence, width]` → same
 */
export const branch =
  (role: string, width: number): Unplaced<(pass: Pass, stream: Tensor, compute: Branch) => Tensor> =>
  (path) => {
    const site: Site = { path: holder(path), kind: 'sublayer', role, inputWidth: width, outputWidth: width };
    return { sites: [site], weights: [], call: (pass, stream, compute) => pass.through(site, stream, compute) };
  };

/** A residual sublayer, `stream + branch(stream)`; a key of the tree as `branch` is. `[batch × sequence, width]` → same */
export const sublayer =
  (role: string, width: number): Unplaced<(pass: Pass, stream: Tensor, compute: Branch) => Tensor> =>
  (path) => {
    const { call, ...declared }: Leaf<(pass: Pass, stream: Tensor, compute: Branch) => Tensor> = branch(
      role,
      width,
    )(path);
    return {
      ...declared,
      call: (pass, stream, compute) =>
        pass.recompute(holder(path), stream, (input) => add(input, call(pass, input, compute))),
    };
  };

const holder = (path: string): string => path.replace(/\.residual$/, '');
