/** Text to ids and back, where no special token stands: the part of a tokenizer that its vocabulary file decides. */
export interface TextCodec {
  /** @param isFirst whether the text is the beginning, so that nothing stands before it */
  encode(text: string, isFirst?: boolean): number[];
  /** Bytes that are no whole character become U+FFFD. */
  decode(ids: readonly number[], isFirst?: boolean): string;
  /** The piece as the vocabulary writes it; undefined where there is none. */
  token(id: number): string | undefined;
  idOf(token: string): number | undefined;
  /** How many ids it has: 0 to `size` − 1. */
  readonly size: number;
}
