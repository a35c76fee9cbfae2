export interface ChrFOptions {
  /** Longest sequence of characters that is compared. */
  readonly order: number;
  /** How many times recall weighs as much as precision. */
  readonly beta: number;
}

/**
 * Character n-gram F-score of one answer, from 0 to 1 (Popović 2015, chrF: character n-gram F-score for automatic MT evaluation): precision and
 * recall, each averaged over the orders that both texts are long enough for. White space does not count. Chinese needs no word segmentation for it.
 */
export function chrF(answer: string, reference: string, { order, beta }: ChrFOptions): number {
  const [given, wanted] = [charactersOf(answer), charactersOf(reference)];
  const orders = Math.min(order, given.length, wanted.length);
  let [precision, recall] = [0, 0];
  for (let length = 1; length <= orders; length++) {
    const shared = overlap(countsOf(given, length), countsOf(wanted, length));
    precision += shared / (given.length - length + 1) / orders;
    recall += shared / (wanted.length - length + 1) / orders;
  }
  const weight = beta ** 2;
  return precision + recall === 0 ? 0 : ((1 + weight) * precision * recall) / (weight * precision + recall);
}

const charactersOf = (text: string): string[] => [...text.replace(/\s+/g, '')];

function countsOf(characters: readonly string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + length <= characters.length; start++) {
    const gram = characters.slice(start, start + length).join('');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function overlap(given: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [gram, count] of given) shared += Math.min(count, wanted.get(gram) ?? 0);
  return shared;
}
