import type { Layout, Segment, Span } from '@weitiao/core';
import { tensor2d } from '@weitiao/tensor';
import type { VirtualTokenCounts } from './virtual-tokens.js';

/** A layout and, at the same places, the token to be predicted there; −100 where nothing is trained. */
export interface LaidOut {
  readonly layout: Layout;
  /** `[batch × sequence]` */
  readonly labels: Int32Array;
}

/**
 * Puts segments into rows, one after another, the prompt's places in front of each, padding at the end. The first real token of a segment
 * is trained only where a virtual token stands before it: no segment is predicted from another.
 * @param rows the segments of each row of the batch
 */
export function layOut(rows: readonly (readonly Segment[])[], counts: VirtualTokenCounts): LaidOut {
  const batch = rows.length;
  const widths = rows.map((row) => row.reduce((sum, { tokens }) => sum + counts.prompt + tokens.length, 0));
  const sequence = Math.max(...widths);
  const make = (value: number) => new Int32Array(batch * sequence).fill(value);
  const [tokens, positions, segments, prompts, labels] = [make(0), make(0), make(0), make(-1), make(-100)];
  const spans: Span[] = [];
  rows.forEach((row, index) => {
    let at = index * sequence;
    row.forEach((segment, order) => {
      const length = counts.prompt + segment.tokens.length;
      spans.push({ id: segment.id, row: index, start: at - index * sequence, length, tokens: segment.tokens });
      for (let place = 0; place < length; place++, at++) {
        positions[at] = counts.prefix + place;
        segments[at] = order + 1;
        const own = place - counts.prompt;
        if (own < 0) prompts[at] = place;
        else tokens[at] = segment.tokens[own]!;
        if (own >= 0 && place > 0) labels[at] = segment.labels[own]!;
      }
    });
  });
  const matrix = (values: Int32Array) => tensor2d(values, [batch, sequence], 'int32');
  const layout = {
    batch,
    sequence,
    longestText: counts.prefix + spans.reduce((most, { length }) => Math.max(most, length), 0),
    tokens: matrix(tokens),
    positions: matrix(positions),
    segments: matrix(segments),
    prompts: matrix(prompts),
    spans,
  };
  return { layout, labels };
}
