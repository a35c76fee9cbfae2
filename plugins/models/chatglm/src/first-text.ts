import { DataFormatError, type Division } from '@weitiao/core';
import type { FirstShape } from './first-config.js';

/**
 * How a text of ChatGLM-6B divides: what stands before `<sop>` is the context; what follows is written in place of the context's `[gMASK]`, or of
 * its `[MASK]` where it has no `[gMASK]`. Marks: the blank, and the first token that has its place.
 */
export function divideText(
  tokens: ArrayLike<number>,
  { specials: { start, blank, lastBlank }, startKeepsPlace }: Pick<FirstShape, 'specials' | 'startKeepsPlace'>,
): Division {
  const all = Array.from(tokens);
  const context = all.indexOf(start);
  const isLast = all.includes(lastBlank);
  const blankAt = all.indexOf(isLast ? lastBlank : blank);
  if (context < 0 || blankAt < 0) {
    const missing = context < 0 ? `no <sop> (${start})` : `neither [gMASK] (${lastBlank}) nor [MASK] (${blank})`;
    throw new DataFormatError(
      `a text of ${all.length} tokens`,
      `it has ${missing}, and ChatGLM-6B reads a prompt, [gMASK], <sop>, an answer. Use the tokenizer and the prompt of this model.`,
    );
  }
  // In March 2023 <sop> counted on behind [gMASK], and only what is generated took the blank's place.
  return { context, marks: [blankAt, context + Number(startKeepsPlace && isLast)] };
}
