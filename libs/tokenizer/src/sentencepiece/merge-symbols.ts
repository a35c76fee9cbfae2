import { MergeQueue } from './merge-queue.js';

/** The beginning of what is merged: a character, or a symbol that stays as it is. */
export interface Symbol {
  readonly start: number;
  readonly isFrozen: boolean;
}

/**
 * Byte-pair encoding: merges the pair of neighbours whose merged piece has the highest score until no pair is a piece.
 * @param symbols of `text` in their order, the first at 0
 * @param scoreOf the score of a piece; undefined where there is no such piece
 * @returns the pieces, in their order, and how each that was merged came about
 */
export function mergeSymbols(
  text: string,
  symbols: readonly Symbol[],
  scoreOf: (piece: string) => number | undefined,
): { pieces: string[]; mergedFrom: Map<string, readonly [string, string]> } {
  const count = symbols.length;
  const ends = symbols.map((_, index) => symbols[index + 1]?.start ?? text.length);
  const next = symbols.map((_, index) => (index + 1 < count ? index + 1 : -1));
  const previous = symbols.map((_, index) => index - 1);
  const mergedFrom = new Map<string, readonly [string, string]>();
  const queue = new MergeQueue();
  const slice = (index: number) => text.slice(symbols[index]!.start, ends[index]);
  const lengthOf = (index: number) => ends[index]! - symbols[index]!.start;
  const offer = (left: number, right: number) => {
    if (left < 0 || right < 0 || symbols[left]!.isFrozen || symbols[right]!.isFrozen) return;
    const piece = text.slice(symbols[left]!.start, ends[right]);
    const score = scoreOf(piece);
    if (score === undefined) return;
    if (!mergedFrom.has(piece)) mergedFrom.set(piece, [slice(left), slice(right)]);
    queue.push({ left, right, score, length: piece.length });
  };

  for (let index = 1; index < count; index++) offer(index - 1, index);
  for (let merge = queue.pop(); merge; merge = queue.pop()) {
    const { left, right, length } = merge;
    // A symbol that went into another is empty.
    if (lengthOf(left) === 0 || lengthOf(right) === 0 || lengthOf(left) + lengthOf(right) !== length) continue;
    ends[left] = ends[right]!;
    ends[right] = symbols[right]!.start;
    next[left] = next[right]!;
    if (next[left]! >= 0) previous[next[left]!] = left;
    offer(previous[left]!, left);
    offer(left, next[left]!);
  }

  const pieces: string[] = [];
  for (let index = count > 0 ? 0 : -1; index >= 0; index = next[index]!) pieces.push(slice(index));
  return { pieces, mergedFrom };
}
