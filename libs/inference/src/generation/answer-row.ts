/** What came out for one prompt. */
export interface Answer {
  /** Which prompt it answers. */
  readonly index: number;
  /** The new tokens; the last is the end-of-text token where the model ended the text. */
  readonly tokens: number[];
  /** Whether the model ended the text, or the answer is as long as it may get: by `maxNewTokens`, or by what the model can read. */
  readonly finished: 'end' | 'length';
}

interface Question {
  readonly index: number;
  readonly id: string | number;
  readonly prompt: readonly number[];
  /** The answer ends here at the latest. */
  readonly mostTokens: number;
}

/** An answer in the making. */
export class AnswerRow {
  readonly tokens: number[] = [];
  /** Tokens of the prompt and of the answer. */
  readonly seen: Set<number>;
  finished: Answer['finished'] | undefined;

  readonly index: number;
  readonly id: string | number;
  readonly prompt: readonly number[];
  readonly #mostTokens: number;

  constructor({ index, id, prompt, mostTokens }: Question) {
    this.index = index;
    this.id = id;
    this.prompt = prompt;
    this.seen = new Set(prompt);
    this.#mostTokens = mostTokens;
  }

  add(token: number, endOfText: ReadonlySet<number>): void {
    this.tokens.push(token);
    this.seen.add(token);
    if (endOfText.has(token)) this.finished = 'end';
    else if (this.tokens.length === this.#mostTokens) this.finished = 'length';
  }

  answer(): Answer {
    return { index: this.index, tokens: this.tokens, finished: this.finished! };
  }
}
