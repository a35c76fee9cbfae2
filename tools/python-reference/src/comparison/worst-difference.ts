import type { BaseModel, Parameter } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import { dispose } from '@weitiao/tensor';
import { savedValues } from './saved-values.js';

/** The tensor that is farthest from what it should be. */
export interface Differing {
  readonly name: string;
  /** ‖Δ‖ / ‖w‖ */
  readonly difference: number;
}

/** Of all trained values, the tensor that is farthest from what a file of Python's holds. */
export async function worstDifference(file: string, values: ParameterStore, model: BaseModel): Promise<Differing> {
  const wanted = await savedValues(file, values.parameters);
  try {
    const trained = [...wanted].filter(([{ trained }]) => trained !== false);
    const all = trained.map(([parameter, value]) => {
      const counts = isCompared(parameter, model);
      const gap = difference(values.get(parameter).dataSync(), value.dataSync(), counts);
      return { name: parameter.name, difference: gap };
    });
    return all.reduce((worst, one) => (one.difference > worst.difference ? one : worst));
  } finally {
    dispose([...wanted.values()]);
  }
}

/**
 * A bias of keys has no gradient, for softmax does not see what is added to all scores: AdamW divides rounding errors by their own size
 * there. BLOOM's fused bias is laid out [head, 3, headWidth]; the middle is the keys'.
 */
function isCompared({ name }: Parameter, { cache: { headWidth } }: BaseModel): (index: number) => boolean {
  return /query_key_value\.(base_layer\.)?bias$/.test(name)
    ? (index) => Math.floor(index / headWidth) % 3 !== 1
    : () => true;
}

function difference(found: ArrayLike<number>, wanted: ArrayLike<number>, counts: (index: number) => boolean): number {
  let [gap, size] = [0, 0];
  for (let index = 0; index < wanted.length; index++) {
    if (!counts(index)) continue;
    gap += (found[index]! - wanted[index]!) ** 2;
    size += wanted[index]! ** 2;
  }
  const relative = Math.sqrt(gap / size);
  return Number.isNaN(relative) ? Infinity : relative;
}
