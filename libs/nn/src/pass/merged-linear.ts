import type { LinearSite } from '@weitiao/core';
import {
  abs,
  affine,
  cast,
  concat,
  div,
  max,
  maximum,
  oneHot,
  philoxNormal,
  randomKey,
  range,
  reshape,
  scope,
  sub,
  tensor,
  transpose,
  zeros,
  type Tensor,
} from '@weitiao/tensor';
import type { ForwardPass } from './forward-pass.js';

/** A linear layer with its taps folded in. */
export interface MergedLinear {
  /** As the checkpoint stores it. */
  readonly weight: Tensor;
  /** `[output]` */
  readonly bias: Tensor;
  /** How far the tapped layer is from being affine, relative to its largest output; near 0 when the merge is exact. */
  readonly residual: number;
}

/** Rows of the identity that are asked at a time: of a layer of 16,384 inputs all of them would be 1 GB. */
const rowsAtATime = 1024;

/** Finds the weight and bias of a tapped layer by asking it: the zero row gives the bias, the rows of the identity the weight. */
export function mergedLinear(pass: ForwardPass, site: LinearSite): MergedLinear {
  const transposed = site.rows === 'output';
  const compute = (rows: Tensor) =>
    affine(rows, pass.stored(site.weight), site.bias === undefined ? undefined : pass.weight(site.bias), transposed);
  const tapped = (rows: Tensor) => pass.through(site, rows, compute);
  const made = scope(() => {
    const bias = tapped(zeros([1, site.inputWidth]));
    const kernel = kernelOf(site.inputWidth, (rows) => sub(tapped(rows), bias));
    const probe = tensor(philoxNormal(16 * site.inputWidth, randomKey('merge', site.path)), [16, site.inputWidth]);
    const wanted = tapped(probe);
    const flatBias = reshape(bias, [-1]);
    const difference = sub(wanted, affine(probe, kernel, flatBias, false));
    // A layer of zeros that stays one is affine.
    const residual = div(max(abs(difference)), maximum(max(abs(wanted)), 1e-30));
    return { weight: transposed ? transpose(kernel) : kernel, bias: flatBias, residual };
  });
  const residual = made.residual.dataSync()[0]!;
  made.residual.dispose();
  return { weight: made.weight, bias: made.bias, residual };
}

/** What a linear function makes of the rows of the identity: `[input, output]` */
function kernelOf(inputWidth: number, linear: (rows: Tensor) => Tensor): Tensor {
  const parts: Tensor[] = [];
  for (let at = 0; at < inputWidth; at += rowsAtATime) {
    const indices = range(at, Math.min(at + rowsAtATime, inputWidth), 1, 'int32');
    parts.push(scope(() => linear(cast(oneHot(indices, inputWidth), 'float32'))));
  }
  return parts.length === 1 ? parts[0]! : concat(parts, 0);
}
