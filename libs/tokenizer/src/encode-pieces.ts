import type { Piece, Template } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

export interface EncodedPieces {
  readonly tokens: number[];
  /** As long as `tokens`. */
  readonly trained: boolean[];
}

/** Tokenises what a template rendered, by the template's rule; the tokenizer's own opening ids come first. */
export function encodePieces(
  pieces: readonly Piece[],
  { tokenising }: Pick<Template, 'tokenising'>,
  tokenizer: Tokenizer,
): EncodedPieces {
  const tokens = [...tokenizer.beforeText];
  const trained = tokens.map(() => false);
  const append = (ids: readonly number[], isTrained: boolean) => {
    for (const id of ids) {
      tokens.push(id);
      trained.push(isTrained);
    }
  };
  if (tokenising === 'separate') {
    for (const piece of pieces) append(tokenizer.encode(piece.text), piece.trained);
    return { tokens, trained };
  }
  const ids = tokenizer.encode(pieces.map(({ text }) => text).join(''));
  let [before, start] = ['', 0];
  pieces.forEach((piece, index) => {
    before += piece.text;
    const isLast = index === pieces.length - 1;
    const end = isLast ? ids.length : Math.max(start, Math.min(ids.length, tokenizer.encode(before).length));
    append(ids.slice(start, end), piece.trained);
    start = end;
  });
  return { tokens, trained };
}
