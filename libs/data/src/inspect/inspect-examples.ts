import type { Segment } from '@weitiao/core';
import { UNTRAINED, type Tokenizer } from '@weitiao/tokenizer';
import type { Examples } from '../examples/index.js';
import { microBatches } from '../plan/index.js';
import { tokenTexts } from './token-texts.js';

/** One place of a row. */
export interface InspectedToken {
  /** Undefined for a virtual token. */
  readonly id: number | undefined;
  /** Empty where a character goes on in the next token. */
  readonly text: string;
  readonly trained: boolean;
  /** In its segment, the prefix counted in. */
  readonly position: number;
  /** 1, 2, … in the row. */
  readonly segment: number;
}

/** A row of a batch as the model sees it. */
export interface InspectedRow {
  readonly tokens: readonly InspectedToken[];
  /** Ids of the examples in it, in order. */
  readonly examples: readonly number[];
  /** Places behind the tokens that only fill the batch. */
  readonly padding: number;
}

/** Virtual tokens in front of every segment: learned ones that take places, and a prefix that only shifts positions. */
export interface VirtualCounts {
  readonly prompt: number;
  readonly prefix: number;
}

export interface InspectExamplesSpec {
  readonly examples: Examples;
  readonly tokenizer: Tokenizer;
  /** Which of the examples; the first three when absent. */
  readonly indices?: readonly number[];
  readonly rows: 'padded' | 'packed';
  /** Most tokens of a packed row. */
  readonly capacity: number;
  readonly virtual?: VirtualCounts;
}

/** Examples as a batch would hold them: tokens with their text, mask, segments and positions. */
export function inspectExamples(spec: InspectExamplesSpec): InspectedRow[] {
  const { examples, rows, capacity, virtual = { prompt: 0, prefix: 0 } } = spec;
  const indices = spec.indices ?? Array.from({ length: Math.min(3, examples.count) }, (_, index) => index);
  const length = (index: number) => examples.length(index) + virtual.prompt;
  const batch = microBatches(indices, { rows, capacity, length })[0] ?? [];
  return inspectRows(
    batch.map((row) => row.flatMap((index) => examples.segments(index))),
    spec.tokenizer,
    virtual,
  );
}

/** @param rows the segments of each row of a batch */
export function inspectRows(
  rows: readonly (readonly Segment[])[],
  tokenizer: Tokenizer,
  virtual: VirtualCounts,
): InspectedRow[] {
  const inspected = rows.map((row) =>
    row.flatMap((segment, index) => inspectSegment(segment, index + 1, tokenizer, virtual)),
  );
  const width = Math.max(0, ...inspected.map(({ length }) => length));
  return inspected.map((tokens, row) => ({
    tokens,
    examples: rows[row]!.map(({ id }) => id),
    padding: width - tokens.length,
  }));
}

function inspectSegment(
  example: Segment,
  segment: number,
  tokenizer: Tokenizer,
  { prompt, prefix }: VirtualCounts,
): InspectedToken[] {
  const virtual = Array.from({ length: prompt }, (_, place) => ({
    id: undefined,
    text: '',
    trained: false,
    position: prefix + place,
    segment,
  }));
  const texts = tokenTexts(example.tokens, tokenizer);
  const own = texts.map((text, place) => ({
    id: example.tokens[place]!,
    text,
    // The first of a segment is predicted from nothing.
    trained: example.labels[place] !== UNTRAINED && place + prompt > 0,
    position: prefix + prompt + place,
    segment,
  }));
  return [...virtual, ...own];
}
