import type { Adapter } from '@weitiao/core';
import { eye, matMul, mul, sqrt, square, stack, sub, sum, type Tensor } from '@weitiao/tensor';
import type { Triplets } from './triplets.js';

/** weight × the mean over all A and B of ‖A Aᵀ − I‖ and ‖Bᵀ B − I‖, Frobenius norms, as peft has it; the paper (equation 4) squares and sums them. */
export const orthogonality =
  (all: readonly Triplets[], weight: number): NonNullable<Adapter['penalty']> =>
  (pass) => {
    const distances = all.flatMap(({ down, up }) => {
      const [rows, columns] = [pass.value(down), pass.value(up)];
      return [distance(matMul(rows, rows, false, true)), distance(matMul(columns, columns, true))];
    });
    return mul(weight / distances.length, sum(stack(distances)));
  };

/** @param gram `[rank, rank]` */
const distance = (gram: Tensor): Tensor => sqrt(sum(square(sub(gram, eye(gram.shape[0]!)))));
