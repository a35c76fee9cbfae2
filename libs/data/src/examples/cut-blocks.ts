import type { Example } from './examples.js';
import { blockOf } from './block-store.js';

/** joined: the documents of a block are one text to the model; separate: none sees another. */
export type DocumentView = 'joined' | 'separate';

/**
 * Documents one after another, cut into blocks of equal length wherever the cut falls (the grouping of transformers' run_clm.py). What fills no
 * block at the end is left over.
 */
export class BlockCutter {
  private tokens: number[] = [];
  private starts: number[] = [];
  private segments = 0;

  constructor(
    private readonly length: number,
    private readonly view: DocumentView,
  ) {}

  /** How many tokens wait for a block to be full. */
  get rest(): number {
    return this.tokens.length;
  }

  /** The blocks that a further document fills. */
  *add(document: readonly number[]): Generator<Example, void, undefined> {
    if (this.view === 'separate') this.begin();
    for (let from = 0; from < document.length;) {
      if (this.tokens.length === 0) this.begin();
      const amount = Math.min(document.length - from, this.length - this.tokens.length);
      for (let place = 0; place < amount; place++) this.tokens.push(document[from + place]!);
      from += amount;
      if (this.tokens.length === this.length) yield this.take();
    }
  }

  private begin(): void {
    if (this.starts.at(-1) !== this.tokens.length) this.starts.push(this.tokens.length);
  }

  private take(): Example {
    const { tokens, starts } = this;
    [this.tokens, this.starts] = [[], []];
    const block = blockOf(this.segments, tokens, starts);
    this.segments += starts.length;
    return block;
  }
}
