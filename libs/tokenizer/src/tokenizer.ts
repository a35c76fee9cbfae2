/** A token with a meaning of its own. */
export interface SpecialToken {
  readonly id: number;
  readonly text: string;
}

export interface EncodeOptions {
  /** Adds what the tokenizer's own rule puts around a text; false when absent. */
  readonly specials?: boolean;
  /**
   * Whether special tokens that are written out in the text (`</s>`) become their ids; true when absent. False is for what users write where a chat
   * format allows no role to be forged.
   */
  readonly parseSpecials?: boolean;
}

/** Text to token ids and back, as one checkpoint was trained with it. */
export interface Tokenizer {
  /** One more than the largest id, added tokens included. The embedding may have more rows, never fewer. */
  readonly vocabulary: number;
  /** Ids that the tokenizer's own rule puts in front of every text (LLaMA's `<s>`); none for BLOOM. */
  readonly beforeText: readonly number[];
  /** Ends a reply; undefined where the folder names none. */
  readonly endOfText: SpecialToken | undefined;
  readonly beginOfText: SpecialToken | undefined;
  readonly pad: SpecialToken | undefined;
  encode(text: string, options?: EncodeOptions): number[];
  /**
   * Ids that name no token are left out; bytes that are no whole character become U+FFFD.
   * @param options.skipSpecials leaves special tokens out; false when absent
   */
  decode(ids: readonly number[], options?: { readonly skipSpecials?: boolean }): string;
  /**
   * The piece as the vocabulary writes it, which for byte-level vocabularies is not readable text.
   * @throws DataFormatError when there is none
   */
  token(id: number): string;
  /** The id of the piece that the vocabulary writes so: of `<|im_end|>`, say. Undefined when there is none. */
  idOf(token: string): number | undefined;
}
