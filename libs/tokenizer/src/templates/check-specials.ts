import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import type { Tokenizer } from '../tokenizer.js';
import type { Template } from './template.js';

/**
 * @param generation content of the folder's generation_config.json
 * @throws DataFormatError when it names other ids for what the template writes: the template is of another model
 */
export function checkNamedIds(
  { name, namedIds = {} }: Template,
  folder: string,
  tokenizer: Tokenizer,
  generation: Readonly<Record<string, unknown>>,
): void {
  for (const [key, special] of Object.entries(namedIds)) {
    const [wanted, written] = [generation[key], tokenizer.idOf(special)];
    if (wanted === undefined || wanted === null || wanted === written) continue;
    const isId = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 0 && wanted < tokenizer.vocabulary;
    const meant = isId ? ` (${tokenizer.token(wanted)})` : '';
    throw new DataFormatError(
      join(folder, 'generation_config.json'),
      `${key} is ${JSON.stringify(wanted)}${meant}; template "${name}" writes ${written} (${special}). Name the template that the model was trained with.`,
    );
  }
}

/** @throws DataFormatError when the vocabulary lacks tokens that the template writes */
export function checkSpecials({ name, specials = [] }: Template, folder: string, tokenizer: Tokenizer): void {
  const missing = specials.filter((special) => tokenizer.idOf(special) === undefined);
  if (missing.length === 0) return;
  throw new DataFormatError(
    folder,
    `template "${name}" writes ${missing.join(', ')}, and the tokenizer of this model has no such ${missing.length > 1 ? 'tokens' : 'token'}. Name the template that the model was trained with.`,
  );
}
