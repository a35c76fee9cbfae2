import type { Tensor } from '@weitiao/tensor';
import type { Division } from './layout.js';
import type { Pass } from './pass.js';
import type { Site } from './site.js';

/** A base model: pure functions over weights that somebody else owns. Built from config.json alone. */
export interface BaseModel {
  readonly specVersion: 1;
  readonly width: number;
  readonly vocabulary: number;
  /**
   * Tokens of the longest text that can be read, virtual ones included: of a model with a table of positions, or whose angles would depend on a
   * batch's longest text. Absent where positions go on.
   */
  readonly longestText?: number | undefined;
  readonly cache: { readonly layers: number; readonly keyValueHeads: number; readonly headWidth: number };
  readonly sites: readonly Site[];
  /** Name in the checkpoint → shape. The loader lists what is missing, unexpected or of another shape. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
  /**
   * How a text divides, of a model that reads the beginning of every text in both directions. Absent in all others.
   * @param tokens of a whole segment, without virtual ones
   * @throws DataFormatError where a text has no such beginning
   */
  divide?(tokens: ArrayLike<number>): Division;
  /** → hidden states `[batch × sequence, width]` */
  forward(pass: Pass): Tensor;
  /** @param rows hidden states `[rows, width]` → `[rows, vocabulary]` */
  logits(rows: Tensor, pass: Pass): Tensor;
}
