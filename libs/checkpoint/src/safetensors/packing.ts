import type { TensorEntry } from './header.js';
import type { Rounding } from './pack-brain.js';
import { sizeOf } from './read-values.js';

/** Smaller matrices stay float32: together they are little, and widening them would take longer than computing with them. */
export const smallestPacked = 2 ** 14;

/** How matrices are held in half their memory. */
export interface Packing {
  /** Whether numbers that bfloat16 has not are rounded; else their matrix stays float32. */
  readonly rounds: boolean;
  /** Numbers of the smallest matrix that is packed. */
  readonly smallest: number;
}

/** What became of the matrices of a model. */
export interface Packed {
  /** Names of the matrices that are held as bfloat16. */
  readonly packed: string[];
  /** Names of those that stay float32, as bfloat16 lacks some of their numbers. */
  readonly wide: string[];
  /** Of the packed ones, those that were rounded. */
  readonly rounded: Map<string, Rounding>;
}

/** Whether a tensor is a matrix whose rows can share words in pairs, and large enough. */
export const isPackable = (entry: TensorEntry, { smallest }: Packing): boolean =>
  entry.shape.length === 2 && entry.shape[1]! % 2 === 0 && sizeOf(entry) >= smallest;
