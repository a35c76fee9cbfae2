import type { Layout } from '@weitiao/core';
import { ForwardPass, KeyValueCache, layOut, virtualTokenCounts } from '@weitiao/nn';
import { gather, scope, tensor1d, type Tensor } from '@weitiao/tensor';
import { continuationLayout } from './continuation-layout.js';
import type { TunedModel } from './tuned-model.js';

/** What the model made of the tokens just read. Lives as long as the scope that it is given in. */
export interface Reading {
  /** Where the model stands after a token: number of the batch row, number of the token among those just read. */
  at(row: number, token: number): number;
  /** What the model expects to come next at those places: `[places, vocabulary]`. Only they reach the output head. */
  logits(places: readonly number[]): Tensor;
}

/** Reads rows of tokens bit by bit, each token once; a key-value cache keeps what later ones need. */
export class Reader implements Disposable {
  readonly #tuned: TunedModel;
  readonly #cache: KeyValueCache;
  /** Position of each row's next token; undefined before the first reading. */
  #next: readonly number[] | undefined;
  #keys = 0;

  constructor(tuned: TunedModel, cache = new KeyValueCache()) {
    this.#tuned = tuned;
    this.#cache = cache;
  }

  /** How many keys a row of the cache holds, padding included. */
  get keys(): number {
    return this.#keys;
  }

  /**
   * Reads further tokens in every row: the first time behind the adapters' virtual tokens, then behind what is there.
   * @param rows at least one token each, of any lengths
   * @param use takes from the result what is wanted on the host; its tensors are freed afterwards
   */
  read<T>(rows: readonly (readonly number[])[], use: (reading: Reading) => T): T {
    let result!: T;
    const counts = virtualTokenCounts(this.#tuned.adapters.map(({ adapter }) => adapter));
    const skip = this.#next ? 0 : counts.prompt;
    const starts = this.#next ?? rows.map(() => counts.prefix + counts.prompt);
    scope(() => {
      const layout = this.#next ? continuationLayout(rows, starts) : firstLayout(rows, counts);
      const pass = new ForwardPass({ ...this.#tuned, layout, cache: this.#cache });
      try {
        const { model } = this.#tuned;
        const hidden = model.forward(pass);
        this.#keys += layout.sequence;
        result = use({
          at: (row, token) => row * layout.sequence + skip + token,
          logits: (places) => model.logits(gather(hidden, tensor1d([...places], 'int32')), pass),
        });
      } finally {
        pass[Symbol.dispose]();
      }
    });
    this.#next = rows.map((row, index) => starts[index]! + row.length);
    return result;
  }

  /** A new reader of these rows, a row as often as it is named; it knows what this one has read. */
  select(rows: readonly number[]): Reader {
    const chosen = new Reader(this.#tuned, this.#cache.select(rows));
    chosen.#next = this.#next && rows.map((row) => this.#next![row]!);
    chosen.#keys = this.#keys;
    return chosen;
  }

  [Symbol.dispose](): void {
    this.#cache[Symbol.dispose]();
  }
}

function firstLayout(rows: readonly (readonly number[])[], counts: { prompt: number; prefix: number }): Layout {
  const segments = rows.map((tokens, id) => [{ id, tokens, labels: tokens }]);
  return layOut(segments, counts).layout;
}
