import { DataFormatError } from '@weitiao/core';
import { encodeAnchored } from './encode-anchored.js';
import type { Piece, Template } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

export interface EncodedPieces {
  readonly tokens: number[];
  /** As long as `tokens`. */
  readonly trained: boolean[];
}

/** Tokenises what a template rendered, by the template's rule; the tokenizer's own opening ids come first, unless the template writes them. */
export function encodePieces(pieces: readonly Piece[], template: Template, tokenizer: Tokenizer): EncodedPieces {
  const tokens = template.opens ? [] : [...tokenizer.beforeText];
  const trained = tokens.map(() => false);
  idsOf(pieces, template, tokenizer).forEach((ids, index) => {
    for (const id of ids) {
      tokens.push(id);
      trained.push(pieces[index]!.trained);
    }
  });
  return { tokens, trained };
}

/** The ids of each piece. */
function idsOf(pieces: readonly Piece[], template: Template, tokenizer: Tokenizer): (readonly number[])[] {
  if (template.tokenising === 'joint') return encodeJoint(pieces, tokenizer);
  if (template.tokenising === 'anchored') return encodeAnchored(pieces, tokenizer);
  const parseSpecials = !template.literal;
  return pieces.map(({ text, special }) =>
    special ? [specialId(text, template, tokenizer)] : tokenizer.encode(text, { parseSpecials }),
  );
}

/** @throws DataFormatError */
function specialId(text: string, { name }: Template, tokenizer: Tokenizer): number {
  const id = tokenizer.idOf(text);
  if (id !== undefined) return id;
  throw new DataFormatError(`template ${name}`, `writes the token ${text}, which the tokenizer of this model lacks.`);
}

function encodeJoint(pieces: readonly Piece[], tokenizer: Tokenizer): number[][] {
  const ids = tokenizer.encode(pieces.map(({ text }) => text).join(''));
  let [before, start] = ['', 0];
  return pieces.map((piece, index) => {
    before += piece.text;
    const isLast = index === pieces.length - 1;
    const end = isLast ? ids.length : Math.max(start, Math.min(ids.length, tokenizer.encode(before).length));
    const own = ids.slice(start, end);
    start = end;
    return own;
  });
}
