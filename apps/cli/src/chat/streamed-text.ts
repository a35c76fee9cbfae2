/** What a decoder writes for bytes that are no whole character (yet). */
const unfinished = '\uFFFD';

/** Turns tokens into text as they come: a piece at a time, and a character only when all its bytes are there. */
export class StreamedText {
  #written = '';

  constructor(private readonly decode: (tokens: readonly number[]) => string) {}

  /** @param tokens all of the answer so far @returns what can be written now */
  next(tokens: readonly number[]): string {
    const text = this.decode(tokens);
    // The last character may be unfinished; one that stays so is written when another follows, or at the end.
    return text.endsWith(unfinished) ? '' : this.rest(text);
  }

  /** What is left at the end. */
  end(tokens: readonly number[]): string {
    return this.rest(this.decode(tokens));
  }

  private rest(text: string): string {
    const more = text.startsWith(this.#written) ? text.slice(this.#written.length) : '';
    this.#written += more;
    return more;
  }
}
