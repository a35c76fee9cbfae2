import { DataFormatError, type Document } from '@weitiao/core';
import type { Tokenizer } from './tokenizer.js';

/**
 * A document as a model is pre-trained on it: the tokenizer's own opening ids, the text, the end of text.
 * @throws DataFormatError when the tokenizer names no end of text
 */
export function encodeDocument({ text }: Document, tokenizer: Tokenizer): number[] {
  if (!tokenizer.endOfText)
    throw new DataFormatError(
      'tokenizer_config.json',
      'names no eos_token that the vocabulary has; every document ends with it, or documents would run into each other.',
    );
  return [...tokenizer.beforeText, ...tokenizer.encode(text), tokenizer.endOfText.id];
}
