import { tiedHead, type Pass, type Site } from '@weitiao/core';
import { affine, gatherRows, reshape, type Tensor } from '@weitiao/tensor';
import type { Unplaced } from '../tree.js';

interface Embedding {
  /** Vectors of the layout's tokens, prompts in their places: `[batch × sequence, width]` */
  rows(pass: Pass): Tensor;
  /** The table used as a tied output head: `[rows, width]` → `[rows, vocabulary]` */
  head(pass: Pass, rows: Tensor): Tensor;
}

export const embedding =
  (vocabulary: number, width: number): Unplaced<Embedding> =>
  (path) => {
    const weight = `${path}.weight`;
    const site: Site = { path, kind: 'embedding', role: 'embedding', inputWidth: vocabulary, outputWidth: width };
    return {
      sites: [site],
      weights: [[weight, [vocabulary, width]]],
      call: {
        rows: (pass) => {
          const tokens = reshape(pass.layout.tokens, [-1]);
          return pass.withPrompts(pass.through(site, tokens, (ids) => gatherRows(pass.stored(weight), ids)));
        },
        head: (pass, rows) => pass.through(tiedHead(site), rows, (input) => affine(input, pass.stored(weight))),
      },
    };
  };
