interface Node {
  readonly next: Map<number, Node>;
  /** The piece that ends here. */
  id: number;
}

const node = (): Node => ({ next: new Map(), id: -1 });

/** Finds every piece that begins at a place of a text. */
export class PieceTrie {
  private readonly root = node();

  add(piece: string, id: number): void {
    let at = this.root;
    for (let index = 0; index < piece.length; index++) {
      const code = piece.charCodeAt(index);
      let child = at.next.get(code);
      if (!child) at.next.set(code, (child = node()));
      at = child;
    }
    at.id = id;
  }

  /** Calls `found` with the id and the end of each, the shortest first. */
  search(text: string, start: number, found: (id: number, end: number) => void): void {
    let at: Node | undefined = this.root;
    for (let index = start; index < text.length; index++) {
      at = at.next.get(text.charCodeAt(index));
      if (!at) return;
      if (at.id >= 0) found(at.id, index + 1);
    }
  }

  /** The end of the longest piece that begins at `start`; undefined where none does. */
  longest(text: string, start: number): number | undefined {
    let longest: number | undefined;
    this.search(text, start, (_, end) => (longest = end));
    return longest;
  }
}
