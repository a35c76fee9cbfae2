import { compareCodePoints } from './compare-code-points.js';
import { rare } from './is-piece.js';

/**
 * The most frequent characters, which together make up a share of all.
 * @param coverage the share, such as 0.9995
 * @returns most frequent first
 */
export function alphabetOf(words: ReadonlyMap<string, number>, coverage: number): string[] {
  const counts = new Map<string, number>();
  let all = 0;
  for (const [word, count] of words)
    for (const character of word) {
      counts.set(character, (counts.get(character) ?? 0) + count);
      all += count;
    }
  const sorted = [...counts].sort(([a, one], [b, other]) => other - one || compareCodePoints(a, b));
  const chosen: string[] = [];
  let covered = 0;
  for (const [character, count] of sorted) {
    // sentencepiece compares in single precision.
    if (Math.fround(covered / all) >= Math.fround(coverage)) break;
    covered += count;
    chosen.push(character);
  }
  return chosen;
}

/** Words in which all other characters are one that no piece may hold. */
export function withinAlphabet(words: ReadonlyMap<string, number>, alphabet: readonly string[]): Map<string, number> {
  const known = new Set(alphabet);
  const result = new Map<string, number>();
  for (const [word, count] of words) {
    const masked = Array.from(word, (character) => (known.has(character) ? character : rare)).join('');
    result.set(masked, (result.get(masked) ?? 0) + count);
  }
  return result;
}
