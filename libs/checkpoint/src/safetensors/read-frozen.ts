import type { Stored } from '@weitiao/tensor';
import { isPackable, type Packed, type Packing } from './packing.js';
import { readPacked } from './read-packed.js';
import { readEach, readWhole, type Wanted } from './read-tensors.js';

/** The weights of a model that are not trained, and how they are held. */
export interface FrozenWeights extends Packed {
  /** By name; the caller's. */
  readonly weights: Map<string, Stored>;
}

/** Reads these tensors one after the other. @param packing absent: all as float32 */
export async function readFrozen(wanted: readonly Wanted[], packing?: Packing): Promise<FrozenWeights> {
  const told: Packed = { packed: [], wide: [], rounded: new Map() };
  const weights = await readEach<Stored>(wanted, async (upload, handle, one) => {
    const { name, file, entry } = one;
    if (packing && isPackable(entry, packing)) {
      const read = await readPacked(upload, handle, file, entry, packing.rounds);
      (read ? told.packed : told.wide).push(name);
      if (read && read.rounding.count > 0) told.rounded.set(name, read.rounding);
      if (read) return read.matrix;
    }
    return readWhole(upload, handle, one);
  });
  return { weights, ...told };
}
