import type { Template } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

/** The tokens at which an answer is complete: the tokenizer's end of text, those of the template, and those that the model's folder names. */
export function stopIds({ stops = [], stopIds: named = [] }: Template, tokenizer: Tokenizer): number[] {
  const own = stops.map((stop) => tokenizer.idOf(stop));
  return [...new Set([tokenizer.endOfText?.id, ...own, ...named])].filter((id) => id !== undefined);
}
