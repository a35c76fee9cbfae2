import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import reference, { chrF } from './index.js';

interface Measured {
  readonly answer: string;
  readonly reference: string;
  readonly order: number;
  readonly beta: number;
  readonly score: number;
}
const measured = JSON.parse(
  readFileSync(new URL('__fixtures__/chr-f.json', import.meta.url), 'utf8'),
) as readonly Measured[];
const work = (answer: string, wanted?: string) => ({ prompt: '', question: '', answer, reference: wanted });

describe('chrF', () => {
  it.each(measured.map((pair) => [JSON.stringify(pair), pair] as const))('is what sacrebleu gives: %s', (_, pair) => {
    expect(chrF(pair.answer, pair.reference, pair)).toBeCloseTo(pair.score, 12);
  });

  it('is 1 for the same text, and never outside 0 to 1', () => {
    const text = fc.string({ unit: fc.constantFrom('好', '的', 'a', ' ', '😀'), minLength: 1 });
    fc.assert(
      fc.property(text, text, (answer, wanted) => {
        const score = chrF(answer, wanted, { order: 6, beta: 2 });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-12);
        if (answer.trim() !== '') expect(chrF(answer, answer, { order: 6, beta: 2 })).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('judge reference', () => {
  it('says what its number is', async () => {
    expect(reference({}).measures).toBe('overlap with reference answers, not quality');
    expect(await reference({}).mark(work('中国的首都是北京。', '北京是中国的首都。'))).toEqual({
      verdict: expect.stringMatching(
        /^Overlap with the reference answer: chrF 0\.4\d+\. No judgement of quality\.$/,
      ) as unknown,
      score: expect.closeTo(measured.find(({ answer }) => answer === '中国的首都是北京。')!.score, 12) as unknown,
    });
  });

  it.each([undefined, '', ' \n'])('gives no score where there is nothing to compare with: %j', async (wanted) => {
    const { score, verdict } = await reference({}).mark(work('好', wanted));
    expect({ score, verdict }).toEqual({ score: null, verdict: 'There is no reference answer to compare with.' });
  });

  it('has options that are checked', () => {
    expect(reference({ order: 2 }).options).toEqual({ order: 2, beta: 2 });
    expect(() => reference({ ordr: 2 } as never)).toThrow(
      /judge reference has no option "ordr". Did you mean "order"\?/,
    );
  });
});
