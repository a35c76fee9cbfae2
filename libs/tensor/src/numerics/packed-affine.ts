import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { add, concat, sum } from '../operations.js';
import { PackedMatrix } from '../packed/packed-matrix.js';
import { scope } from '../scope.js';
import { customGradient } from '../tape/index.js';

/** A matrix of so many numbers, 64 MB of float32, is widened as a whole: a layer of most models. */
const largest = 2 ** 24;
/** Of a larger one, as a table of words is, so many are widened at a time: their 16 MB are memory that malloc gives again and again. */
const atATime = 2 ** 22;

/**
 * `affine` by a frozen matrix of bfloat16. It is widened block by block of outputs, for the product and again for its gradient; in between only the packed
 * form is held. A block's numbers are summed as the whole's, so the result is that of float32.
 */
export function packedAffine(
  input: Tensor,
  weight: PackedMatrix,
  bias: Tensor | undefined,
  transposed: boolean,
): Tensor {
  return customGradient(
    bias ? [input, bias] : [input],
    (save) => {
      save(weight.words);
      return product(input, weight, transposed, bias);
    },
    (upstream, [words]) => [() => product(upstream, new PackedMatrix(words!), !transposed), () => sum(upstream, 0)],
  );
}

/** `[rows, input]` → `[rows, output]` */
function product(input: Tensor, weight: PackedMatrix, transposed: boolean, bias?: Tensor): Tensor {
  if (weight.size <= largest) return scope(() => kernels().affine(input, weight.widened(), transposed, bias));
  const [inputs, outputs] = transposed ? weight.shape.toReversed() : weight.shape;
  // An even number of columns, as two share a word.
  const step = 2 * Math.max(1, Math.floor(atATime / inputs! / 2));
  return scope(() => {
    const parts: Tensor[] = [];
    for (let at = 0; at < outputs!; at += step) {
      const count = Math.min(step, outputs! - at);
      const block = () => (transposed ? weight.rows(at, count) : weight.columns(at, count));
      parts.push(scope(() => kernels().affine(input, block().widened(), transposed)));
    }
    const whole = concat(parts, 1);
    return bias ? add(whole, bias) : whole;
  });
}
