import { closest, distance } from 'fastest-levenshtein';

/** The known word that a misspelt one most likely meant, or undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(word, known);
  const changes = distance(word, found);
  // Short words, Chinese ones above all, are two changes from everything: something must be left of them.
  const near = changes <= Math.max(2, Math.floor(word.length / 3)) && changes < Math.max(word.length, found.length);
  return near ? found : undefined;
}

/** `Did you mean "rank"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}
