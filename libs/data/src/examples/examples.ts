import type { Segment } from '@weitiao/core';

/** A row of the data as it is trained on; its id is the row's number in the source, from 0. */
export type Example = Segment;

/** What plans are made from. */
export interface ExampleLengths {
  readonly count: number;
  /** Tokens of an example. */
  length(index: number): number;
  /** Tokens that the loss is taken on. */
  trained(index: number): number;
}

/** Tokenised examples in a fixed order, at hand one by one. */
export interface Examples extends ExampleLengths {
  /** What lies in an example, none seeing another: a conversation is one segment, a block of text may hold several. */
  segments(index: number): readonly Segment[];
}
