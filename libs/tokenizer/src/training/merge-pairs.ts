import { compareCodePoints } from './compare-code-points.js';
import { Heap } from './heap.js';
import { isPiece, type PieceRules } from './is-piece.js';
import { Symbols } from './symbols.js';

/** Two neighbours that may become one piece. */
interface Pair {
  readonly left: number;
  readonly right: number;
  readonly characters: readonly string[];
  readonly text: string;
  /** How often the two stand side by side, each word as often as it was met. */
  count: number;
  /** Where the left one stood when they met; some may stand there no more. */
  readonly places: number[];
}

/** A pair with the count that it had when it was queued: it is not larger now. */
interface Queued {
  readonly pair: Pair;
  readonly count: number;
}

/** Of equals the shorter, then the smaller in code points: as sentencepiece's trainer has it. */
const isBefore = (one: Queued, other: Queued): boolean => {
  if (one.count !== other.count) return one.count > other.count;
  const [a, b] = [one.pair, other.pair];
  if (a.characters.length !== b.characters.length) return a.characters.length < b.characters.length;
  return compareCodePoints(a.text, b.text) < 0;
};

/** More symbols than a vocabulary ever has; two of them make a key that a number holds exactly. */
const mostSymbols = 2 ** 26;

/**
 * Byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909) as sentencepiece trains it: again and again the most frequent pair of neighbours becomes a piece.
 * @param words with how often each was met
 * @param wanted how many pieces
 * @returns the pieces in the order in which they were found; fewer where no pair is left
 */
export function mergePairs(words: ReadonlyMap<string, number>, wanted: number, rules: PieceRules): string[] {
  const symbols = new Symbols(words);
  const pairs = new Map<number, Pair | undefined>();
  const queue = new Heap<Queued>(isBefore);
  const fresh = new Set<Pair>();
  const keyOf = (left: number, right: number) => left * mostSymbols + right;
  const pairAt = (left: number, right: number): Pair | undefined => {
    const key = keyOf(left, right);
    if (!pairs.has(key)) {
      const characters = [...symbols.characters[left]!, ...symbols.characters[right]!];
      const isOne = isPiece(characters, rules);
      pairs.set(key, isOne ? { left, right, characters, text: characters.join(''), count: 0, places: [] } : undefined);
    }
    return pairs.get(key);
  };
  const met = (place: number, next: number) => {
    const pair = pairAt(symbols.at[place]!, symbols.at[next]!);
    if (!pair) return;
    pair.count += symbols.weight(place);
    pair.places.push(place);
    fresh.add(pair);
  };
  const parted = (place: number, next: number) => {
    const pair = pairs.get(keyOf(symbols.at[place]!, symbols.at[next]!));
    if (pair) pair.count -= symbols.weight(place);
  };
  const enqueue = () => {
    fresh.forEach((pair) => queue.push({ pair, count: pair.count }));
    fresh.clear();
  };

  for (let place = 0; place < symbols.at.length; place++) {
    const next = symbols.next[place]!;
    if (next >= 0) met(place, next);
  }
  enqueue();
  const found = new Set<string>();
  while (found.size < wanted) {
    const best = queue.pop();
    if (!best) break;
    const { pair, count } = best;
    if (pair.count === 0) continue;
    if (pair.count < count) {
      queue.push({ pair, count: pair.count });
      continue;
    }
    // "aaa" comes about as aa + a and as a + aa: one piece, and the second way to it is none.
    if (found.has(pair.text)) continue;
    found.add(pair.text);
    const merged = symbols.add(pair.characters);
    for (const place of Int32Array.from(pair.places).sort()) {
      const next = symbols.next[place]!;
      // In "aaa", the second pair of a's is gone with the first.
      if (symbols.at[place] !== pair.left || next < 0 || symbols.at[next] !== pair.right) continue;
      const [before, after] = [symbols.previous[place]!, symbols.next[next]!];
      if (before >= 0) parted(before, place);
      if (after >= 0) parted(next, after);
      symbols.join(place, next, merged);
      if (before >= 0) met(before, place);
      if (after >= 0) met(place, after);
    }
    pair.count = 0;
    pair.places.length = 0;
    enqueue();
  }
  return [...found];
}
