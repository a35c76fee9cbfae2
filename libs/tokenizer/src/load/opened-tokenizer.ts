import type { AddedToken } from '../codec/added-token.js';
import type { SpecialToken, Tokenizer } from '../tokenizer.js';

/** A tokenizer and where it comes from. */
export interface OpenedTokenizer {
  readonly tokenizer: Tokenizer;
  /** What its vocabulary file is, in words. */
  readonly kind: string;
  /** Names of the files that decided it. */
  readonly files: readonly string[];
  /** Tokens that are looked for before the vocabulary is. */
  readonly added: readonly Pick<AddedToken, 'id' | 'text' | 'special'>[];
}

export const idAndText = (token: SpecialToken | undefined): SpecialToken | undefined =>
  token && { id: token.id, text: token.text };
