/** What came out for one prompt. */
export interface Answer {
  /** Which prompt it answers. */
  readonly index: number;
  /** The new tokens; the last is the end-of-text token where the model ended the text. */
  readonly tokens: number[];
  /** Whether the model ended the text, or the answer is as long as it may get: by `maxNewTokens`, or by what the model can read. */
  readonly finished: 'end' | 'length';
}

/** An answer in the making. */
export class AnswerRow {
  readonly tokens: number[] = [];
  /** Tokens of the prompt and of the answer. */
  readonly seen: Set<number>;
  finished: Answer['finished'] | undefined;

  /** @param mostTokens the answer ends here at the latest */
  constructor(
    readonly index: number,
    readonly id: string | number,
    readonly prompt: readonly number[],
    private readonly mostTokens: number,
  ) {
    this.seen = new Set(prompt);
  }

  add(token: number, endOfText: ReadonlySet<number>): void {
    this.tokens.push(token);
    this.seen.add(token);
    if (endOfText.has(token)) this.finished = 'end';
    else if (this.tokens.length === this.mostTokens) this.finished = 'length';
  }

  answer(): Answer {
    return { index: this.index, tokens: this.tokens, finished: this.finished! };
  }
}
