import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StudyError } from '../errors/study-error.js';
import { choiceLetters, gradeLikeliest } from './choices.js';

describe('the letters of a label', () => {
  it.each([
    ['D\u3000', 'D'],
    ['ＡＢ', 'AB'],
    ['c', 'C'],
    [' C, A，B ', 'ABC'],
    ['D、Ｂ', 'BD'],
    ['AC\n', 'AC'],
    ['ABA', 'AB'],
    ['', ''],
    ['\u3000', ''],
    ['无', undefined],
    ['A或B', undefined],
    ['1', undefined],
  ])('of %j are %j', (label, letters) => {
    expect(choiceLetters(label)).toBe(letters);
  });

  it('do not depend on their order, and stay as they are when read again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'Ａ', 'd', ' ', '，')), (parts) => {
        const letters = choiceLetters(parts.join(''));
        expect(choiceLetters(parts.toReversed().join(''))).toBe(letters);
        expect(choiceLetters(letters!)).toBe(letters);
      }),
    );
  });
});

describe('the likeliest option', () => {
  const item = { id: 'law/3', group: 'law', conversation: { turns: [] }, options: ['A', 'B'], reference: 'B' };

  it('is right or wrong', () => {
    expect(gradeLikeliest(item, { logProbabilities: [-2, -1], choice: 1 })).toEqual({ score: 1 });
    expect(gradeLikeliest(item, { logProbabilities: [-1, -2], choice: 0 })).toEqual({ score: 0 });
  });

  it('cannot be told of a text', () => {
    expect(() => gradeLikeliest(item, { text: 'B' })).toThrow(StudyError);
    expect(() => gradeLikeliest(item, { text: 'B' })).toThrow(/Question law\/3 .* Choose a protocol that generates/);
  });
});
