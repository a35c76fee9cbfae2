import type { Piece } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

/**
 * Tokens of one text in which none reaches from a piece into the next. Where the text as a whole is tokenised so, that is what comes out; where a token
 * would reach over a seam, the piece behind it is tokenised as a continuation of what stands before. The tokens of the first pieces are so the same
 * whatever follows them: a prompt has the tokens in inference that it has in training.
 */
export function encodeAnchored(pieces: readonly Piece[], tokenizer: Tokenizer): number[][] {
  let before: readonly number[] = [];
  let text = '';
  return pieces.map((piece) => {
    text += piece.text;
    const whole = tokenizer.encode(text);
    const own = beginsWith(whole, before) ? whole.slice(before.length) : continuation(piece.text, tokenizer);
    before = [...before, ...own];
    return own;
  });
}

const beginsWith = (ids: readonly number[], start: readonly number[]): boolean =>
  start.every((id, at) => ids[at] === id);

/** Behind a line break, which takes what some tokenizers put in front of any text, such as the space of sentencepiece. */
function continuation(text: string, tokenizer: Tokenizer): number[] {
  const anchor = tokenizer.encode('\n');
  const anchored = tokenizer.encode(`\n${text}`);
  return beginsWith(anchored, anchor) ? anchored.slice(anchor.length) : tokenizer.encode(text);
}
