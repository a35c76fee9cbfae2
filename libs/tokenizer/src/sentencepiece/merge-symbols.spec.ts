import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeSymbols } from './merge-symbols.js';

type Score = (piece: string) => number | undefined;

/** The same by its definition: look at all pairs, merge the best, begin again. */
function slowly(text: string, scoreOf: Score): string[] {
  const pieces = Array.from(text);
  for (;;) {
    const scores = pieces.slice(1).map((piece, index) => scoreOf(pieces[index]! + piece) ?? -Infinity);
    const best = scores.indexOf(Math.max(...scores));
    if (best < 0 || scores[best] === -Infinity) return pieces;
    pieces.splice(best, 2, pieces[best]! + pieces[best + 1]!);
  }
}

const symbolsOf = (text: string) => Array.from(text, (_, start) => ({ start, isFrozen: false }));

describe('mergeSymbols', () => {
  it('merges as the definition says, the leftmost of equal scores first', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 5 });
    const scores = fc.dictionary(letters, fc.integer({ min: -4, max: 0 }), { maxKeys: 25 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
    fc.assert(
      fc.property(text, scores, (sample, found) => {
        const scoreOf: Score = (piece) => (Object.hasOwn(found, piece) ? found[piece] : undefined);
        expect(mergeSymbols(sample, symbolsOf(sample), scoreOf).pieces).toEqual(slowly(sample, scoreOf));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves symbols that are kept whole alone', () => {
    const symbols = [0, 1, 2].map((start) => ({ start, isFrozen: start === 1 }));
    expect(mergeSymbols('aaa', symbols, () => 0).pieces).toEqual(['a', 'a', 'a']);
  });

  it('tells what a piece was merged from', () => {
    const { mergedFrom } = mergeSymbols('ab', symbolsOf('ab'), () => 0);
    expect(mergedFrom.get('ab')).toEqual(['a', 'b']);
  });
});
