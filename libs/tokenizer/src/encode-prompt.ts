import type { Conversation } from '@weitiao/core';
import { encodePieces } from './encode-pieces.js';
import type { Template } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

/** The tokens that a model is given to answer the last user turn; a reply that is there already is left out. */
export function encodePrompt(conversation: Conversation, template: Template, tokenizer: Tokenizer): number[] {
  const pieces = template.render(conversation, { endOfText: tokenizer.endOfText?.text ?? '', forGeneration: true });
  return encodePieces(pieces, template, tokenizer).tokens;
}
