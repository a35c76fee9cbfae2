import type { Tokenizer } from '@weitiao/tokenizer';

/** One token a UTF-16 unit, so that lengths can be read off the text; 0 ends a reply. */
export const characterTokenizer: Tokenizer = {
  vocabulary: 65_536,
  beforeText: [],
  endOfText: { id: 0, text: '\0' },
  beginOfText: undefined,
  pad: undefined,
  encode: (text) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
  decode: (ids) => String.fromCharCode(...ids),
  token: (id) => String.fromCharCode(id),
  idOf: (token) => (token.length === 1 ? token.charCodeAt(0) : undefined),
};
