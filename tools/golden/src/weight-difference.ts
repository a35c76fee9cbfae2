import type { BaseModel, Parameter } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import { dispose } from '@weitiao/tensor';
import { savedValues } from './saved-values.js';

/** ‖Δ‖ / ‖w‖ of the tensor that is farthest from what a file holds. */
export async function weightDifference(file: string, values: ParameterStore, model: BaseModel): Promise<number> {
  const wanted = await savedValues(file, values.parameters);
  try {
    const all = [...wanted].map(([parameter, value]) => {
      const counts = isCompared(parameter, model);
      return difference(values.get(parameter).dataSync(), value.dataSync(), counts);
    });
    return Math.max(...all);
  } finally {
    dispose([...wanted.values()]);
  }
}

/**
 * A bias of keys has no gradient, for softmax does not see what is added to all scores: AdamW divides rounding errors by their own size
 * there. BLOOM's fused bias is laid out [head, 3, headWidth]; the middle is the keys'.
 */
function isCompared({ name }: Parameter, { cache: { headWidth } }: BaseModel): (index: number) => boolean {
  return name.endsWith('query_key_value.bias') ? (index) => Math.floor(index / headWidth) % 3 !== 1 : () => true;
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
