import { normal, parameter, tap, type Adapter, type Site } from '@weitiao/core';
import { ParameterStore, parametersOf, type AttachedAdapter, type Weights } from '@weitiao/nn';
import { add, gatherRows, mul, relu, type Tensor } from '@weitiao/tensor';

/** What a test adapter does at a site with its one parameter, a vector as long as the output. */
export type Change = (input: Tensor, next: (input: Tensor) => Tensor, vector: Tensor) => Tensor;

export const shift: Change = (input, next, vector) => add(next(input), vector);
export const bend: Change = (input, next, vector) => add(next(input), mul(0.1, relu(mul(next(input), vector))));

/** Acts on these sites. */
export function changing(sites: readonly Site[], change: Change, weights: Weights): AttachedAdapter {
  const taps = sites.map((site) => {
    const vector = parameter(`${site.path}.vector`, [site.outputWidth], normal(0.3));
    return tap(site, { vector }, (input, next, values) => change(input, next, values.vector));
  });
  return attached({ taps }, weights);
}

/** A vector a token beside an embedding's own. */
export function besideEmbedding(site: Site, weights: Weights): AttachedAdapter {
  const table = parameter(`${site.path}.table`, [site.inputWidth, site.outputWidth], normal(0.1));
  return attached({ taps: [tap(site, { table }, (ids, next, { table }) => add(next(ids), gatherRows(table, ids)))] }, weights); // prettier-ignore
}

export const attached = (adapter: Adapter, weights: Weights): AttachedAdapter => ({
  adapter,
  values: ParameterStore.start(parametersOf(adapter), weights, 5),
});
