import type { PieceTrie } from './piece-trie.js';

export interface UnigramScores {
  /** By id; what is no number is never taken. */
  readonly scores: readonly number[];
  readonly unknown: { readonly id: number; readonly score: number };
}

/**
 * The unigram model's best segmentation: the pieces with the largest sum of scores, of equals the first that was found. Sums are 32-bit floats, as
 * sentencepiece has them: more exact ones would decide some ties otherwise.
 * @returns ids and ends of the pieces, in their order
 */
export function bestPath(
  text: string,
  trie: PieceTrie,
  { scores, unknown }: UnigramScores,
): { id: number; end: number }[] {
  const sums = new Float32Array(text.length + 1);
  const starts = new Int32Array(text.length + 1).fill(-1);
  const ids = new Int32Array(text.length + 1);
  const reach = (id: number, start: number, end: number, sum: number) => {
    if (starts[end] !== -1 && !(sum > sums[end]!)) return;
    [starts[end], ids[end], sums[end]] = [start, id, sum];
  };

  for (let start = 0; start < text.length;) {
    const sum = sums[start]!;
    const after = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
    let isCovered = false;
    trie.search(text, start, (id, end) => {
      const score = scores[id]!;
      if (Number.isNaN(score)) return;
      reach(id, start, end, Math.fround(score + sum));
      if (end === after) isCovered = true;
    });
    if (!isCovered) reach(unknown.id, start, after, Math.fround(unknown.score + sum));
    start = after;
  }

  const path: { id: number; end: number }[] = [];
  for (let end = text.length; end > 0; end = starts[end]!) path.push({ id: ids[end]!, end });
  return path.reverse();
}
