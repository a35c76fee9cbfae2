import { DataFormatError } from '@weitiao/core';
import type { Tokenizer } from '../tokenizer.js';
import type { Template } from './template.js';

/** @throws DataFormatError when the vocabulary lacks tokens that the template writes */
export function checkSpecials({ name, specials = [] }: Template, folder: string, tokenizer: Tokenizer): void {
  const missing = specials.filter((special) => tokenizer.idOf(special) === undefined);
  if (missing.length === 0) return;
  throw new DataFormatError(
    folder,
    `template "${name}" writes ${missing.join(', ')}, and the tokenizer of this model has no such ${missing.length > 1 ? 'tokens' : 'token'}. Name the template that the model was trained with.`,
  );
}
