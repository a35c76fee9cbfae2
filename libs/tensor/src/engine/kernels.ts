import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../random/random-key.js';
import { portableKernels } from './portable-kernels.js';

/** Operations that an engine may have in a faster form than tfjs composes them. None has a gradient: numerics give them theirs. */
export interface Kernels {
  /** U[0, 1) by Philox: a pure function of the key. float32 */
  uniform(shape: readonly number[], key: RandomKey): Tensor;
  /**
   * @param logits `[rows, classes]`
   * @param labels one a row, in host memory
   * @returns natural-log losses `[rows]`, and the gradient of each row's loss by its logits `[rows, classes]`
   */
  sparseCrossEntropy(logits: Tensor, labels: Int32Array): { losses: Tensor; gradient: Tensor };
  /** `x W (+ b)`; `[rows, input]`, weight `[input, output]`, or `[output, input]` when transposed → `[rows, output]` */
  affine(input: Tensor, weight: Tensor, transposed: boolean, bias?: Tensor): Tensor;
  /** Inverses of matrices that have one: `[count, size, size]` → same */
  inverse(matrices: Tensor): Tensor;
  /** `upstream · gate · (1 − gate)`: gradient by x where `gate = σ(x)` */
  sigmoidGradient(gate: Tensor, upstream: Tensor): Tensor;
  /**
   * Two bfloat16 numbers in a word → float32, exactly; the lower half of a word comes first. int32 `[rows, words]` → `[rows, 2 × words]`. Absent where the
   * engine has no such operation: tfjs cannot compose it.
   */
  widenBrain?(words: Tensor): Tensor;
  /**
   * Writes rows into a table of the same type, in its own memory: whoever else holds the table sees them too. Absent where the engine cannot.
   * @param table `[rows, width]` @param rows `[some rows, width]`, put at `from` and below
   */
  putRows?(table: Tensor, from: number, rows: Tensor): void;
  /** See `singularValues`. Absent where the engine has no such operation: tfjs cannot compose it. */
  singularValues?(matrix: Tensor): SingularValues;
  /** See `orthogonalTriangular`. Absent as above. */
  orthogonalTriangular?(matrix: Tensor): OrthogonalTriangular;
}

/** `A = left · diag(values) · rightᵀ`; `k` is the smaller of rows and columns. */
export interface SingularValues {
  /** `[rows, k]`, orthonormal columns. */
  readonly left: Tensor;
  /** `[k]`, falling. */
  readonly values: Tensor;
  /** `[columns, k]`, orthonormal columns. */
  readonly right: Tensor;
}

/** `A = orthogonal · triangular`; `k` is the smaller of rows and columns. */
export interface OrthogonalTriangular {
  /** `[rows, k]`, orthonormal columns. */
  readonly orthogonal: Tensor;
  /** `[k, columns]`, zero below the diagonal. */
  readonly triangular: Tensor;
}

let current: Kernels = portableKernels;

/** The kernels of the engine in use. */
export const kernels = (): Kernels => current;

/** Called by a backend when it starts; kernels that it lacks stay the portable ones. */
export function useKernels(own: Partial<Kernels>): void {
  current = { ...portableKernels, ...own };
}
