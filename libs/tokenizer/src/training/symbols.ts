/** The words of a text as symbols that are joined to larger ones: all in one list, each with its neighbours in its word. */
export class Symbols {
  /** The symbol at each place; −1 where it was joined to the one before. */
  readonly at: Int32Array;
  /** Place of the neighbour in the word; −1 where there is none. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Symbol → its characters. */
  readonly characters: (readonly string[])[] = [];
  readonly #words: Int32Array;
  readonly #counts: Float64Array;

  /** @param words with how often each was met */
  constructor(words: ReadonlyMap<string, number>) {
    let size = 0;
    for (const word of words.keys()) for (const _ of word) size += 1;
    this.at = new Int32Array(size);
    this.next = new Int32Array(size);
    this.previous = new Int32Array(size);
    this.#words = new Int32Array(size);
    this.#counts = Float64Array.from(words.values());
    this.#fill(words);
  }

  /** How often the word of a place was met. */
  weight(place: number): number {
    return this.#counts[this.#words[place]!]!;
  }

  /** A new symbol. */
  add(characters: readonly string[]): number {
    return this.characters.push(characters) - 1;
  }

  /** Puts a symbol in the place of two neighbours. */
  join(place: number, next: number, symbol: number): void {
    const after = this.next[next]!;
    this.at[place] = symbol;
    this.at[next] = -1;
    this.next[place] = after;
    if (after >= 0) this.previous[after] = place;
  }

  #fill(words: ReadonlyMap<string, number>): void {
    const ids = new Map<string, number>();
    let [place, number] = [0, 0];
    for (const word of words.keys()) {
      const start = place;
      for (const character of word) {
        let id = ids.get(character);
        if (id === undefined) ids.set(character, (id = this.add([character])));
        this.at[place] = id;
        this.previous[place] = place > start ? place - 1 : -1;
        this.next[place] = place + 1;
        this.#words[place] = number;
        place += 1;
      }
      if (place > start) this.next[place - 1] = -1;
      number += 1;
    }
  }
}
