import type { Tensor } from '@weitiao/tensor';

/** One example, or what lies of one document in a block, tokenised. Several may be packed in a row; none sees another. */
export interface Segment {
  /** Which row of the data it is, or which piece of the text; random numbers depend on it and not on the batch it came in. */
  readonly id: number;
  readonly tokens: ArrayLike<number>;
  /** The token to be predicted at each place, −100 where nothing is trained. As long as `tokens`. */
  readonly labels: ArrayLike<number>;
}

/** Where a segment lies, virtual tokens included. */
export interface Span {
  readonly id: number;
  readonly row: number;
  readonly start: number;
  readonly length: number;
  /** Its real tokens. */
  readonly tokens: ArrayLike<number>;
}

/** How a text divides whose beginning, its context, is read in both directions. */
export interface Division {
  /** So many first tokens see one another; each one behind them sees all before it. */
  readonly context: number;
  /** Indices from which the model finds places of its own for its tokens; as many for every text. */
  readonly marks: readonly number[];
}

/** The same for every place of a layout, in positions: int32 `[batch, sequence]`. */
export interface Divided {
  /** Position of a segment's first place: the length of the prefix. */
  readonly first: number;
  /** Position of the first token behind the context; virtual tokens belong to the context. */
  readonly contextEnd: Tensor;
  readonly marks: readonly Tensor[];
}

/** Where each token of a batch stands: int32 `[batch, sequence]`. */
export interface Layout {
  readonly batch: number;
  readonly sequence: number;
  readonly tokens: Tensor;
  /** Counts from 0 in every segment (from the prefix's length, if an adapter has one). */
  readonly positions: Tensor;
  /** 1, 2, … for the examples packed in a row, 0 for padding. */
  readonly segments: Tensor;
  /** Index of the prompt's virtual token that stands here, −1 for a real token. */
  readonly prompts: Tensor;
  /** One more than the highest position: tokens of the longest text, virtual ones and what a cache holds of it included. */
  readonly longestText: number;
  /** The same on the host, in order of row and start. */
  readonly spans: readonly Span[];
}

/** Keys and values `[batch, keyValueHeads, keys, headWidth]`. */
export interface KeyValue {
  readonly key: Tensor;
  readonly value: Tensor;
}
