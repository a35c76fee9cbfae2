import type { LinearSite, Parameter, Start } from '@weitiao/core';
import {
  div,
  mul,
  orthogonalTriangular,
  scope,
  singularValues,
  slice,
  sqrt,
  tensor,
  transpose,
  type Tensor,
} from '@weitiao/tensor';

/** First values of a pair that is taken from the layer's weight. */
export interface Factors {
  /** `[rank, input]` */
  readonly down: Parameter['initial'];
  /** `[output, rank]` */
  readonly up: Parameter['initial'];
}

/** PiSSA (Meng et al. 2024, arXiv 2404.02948, equations 2 and 3): A = √(S/s) Vᵀ, B = U √(S/s) of the largest singular values, so that s B A is their part of W. */
export const principalFactors = (site: LinearSite, rank: number, scale: number): Factors =>
  factors(site, (weight) => {
    const { left, values, right } = singularValues(weight);
    const roots = sqrt(div(slice(values, [0], [rank]), scale));
    const columns = (vectors: Tensor) => mul(slice(vectors, [0, 0], [-1, rank]), roots);
    return { down: transpose(columns(right)), up: columns(left) };
  });

/** OLoRA (Büyükakyüz 2024, arXiv 2406.01775, algorithm 1): B the first columns of Q, A the first rows of R, of W = Q R. */
export const firstColumns = (site: LinearSite, rank: number): Factors =>
  factors(site, (weight) => {
    const { orthogonal, triangular } = orthogonalTriangular(weight);
    return { down: slice(triangular, [0, 0], [rank, -1]), up: slice(orthogonal, [0, 0], [-1, rank]) };
  });

type Pair<T> = { readonly down: T; readonly up: T };

/** A weight is decomposed once, for the four values that begin with its factors. Host memory: no tensor outlives its scope. */
function factors(site: LinearSite, decompose: (weight: Tensor) => Pair<Tensor>): Factors {
  const known = new WeakMap<object, Pair<Tensor['dataSync'] extends () => infer Values ? Values : never>>();
  const of = (from: Start) => {
    const stored = from.weight(site.weight);
    const found = known.get(stored.dataId);
    if (found) return found;
    const { down, up } = scope(() => {
      const made = decompose(site.rows === 'output' ? stored : transpose(stored));
      return { down: made.down, up: made.up };
    });
    const pair = { down: down.dataSync().slice(), up: up.dataSync().slice() };
    known.set(stored.dataId, pair);
    return pair;
  };
  return {
    down: (from, shape) => tensor(of(from).down, [...shape], 'float32'),
    up: (from, shape) => tensor(of(from).up, [...shape], 'float32'),
  };
}
