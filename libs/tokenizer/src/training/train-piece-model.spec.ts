import { describe, expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parsePieceModel, serialisePieceModel } from '../sentencepiece/index.js';
import { compareCodePoints } from './compare-code-points.js';
import { mergePairs } from './merge-pairs.js';
import { trainPieceModel, type PieceTraining } from './train-piece-model.js';

interface Fixture {
  odd: string[];
  cases: Record<string, { pieces: string[] }>;
}
// tools/fixtures/sentencepiece_training.py writes it with sentencepiece's own trainer.
const { odd, cases } = JSON.parse(
  readFileSync(new URL('__fixtures__/pieces.json', import.meta.url), 'utf8'),
) as Fixture;
const rows = JSON.parse(
  readFileSync(new URL('../../../../plugins/datasets/starter-zh/data/instructions.json', import.meta.url), 'utf8'),
) as Record<string, string>[];
const own = rows.flatMap((row) => Object.values(row).flatMap((value) => value.split('\n')));

async function* lines(all: readonly string[]): AsyncGenerator<string> {
  yield* all;
}
const train = (all: readonly string[], training: PieceTraining) => trainPieceModel(lines(all), training);
const anyMix = { splitByNumber: false, splitByScript: false, splitDigits: false, maxPieceLength: 5 };
const plain = { splitDigits: false, byteFallback: false, removeExtraSpaces: true };

describe('pieces, in their order, are those of sentencepiece', () => {
  it.each<[string, readonly string[], Omit<PieceTraining, 'vocabulary'>]>([
    ['as LLaMA', own, {}],
    ['fewer characters', own, { coverage: 0.98 }],
    ['sentencepiece, defaults', own, { ...plain, coverage: 0.995 }],
    ['numbers go with letters, any script', [...odd, ...odd, ...odd], { ...plain, ...anyMix, coverage: 1 }],
    ['odd', odd, { coverage: 1 }],
  ])('%s', async (name, text, training) => {
    const { pieces } = cases[name]!;
    const { model } = await train(text, { ...training, vocabulary: pieces.length });
    expect(model.pieces.map((piece) => piece.text)).toEqual(pieces);
  });
});

describe('a trained model', () => {
  it('is a file that can be read again', async () => {
    const { model, report } = await train(own, { vocabulary: 2600 });
    const read = parsePieceModel('a.model', serialisePieceModel(model));
    expect(read.pieces).toEqual(model.pieces.map((piece) => ({ ...piece, score: Math.fround(piece.score) })));
    expect(read.trainerSpec).toMatchObject({ modelType: 2, vocabSize: 2600, byteFallback: true });
    expect(report.alphabet + report.merged + 259).toBe(2600);
  });

  it('is the same from the same lines, of which a sample is taken where there are too many', async () => {
    const options = { vocabulary: 1600, sentences: 700, seed: 3, coverage: 0.98 };
    const [one, other] = [await train(own, options), await train(own, options)];
    expect(one).toEqual(other);
    expect(one.report.leftOut).toBeGreaterThan(100);
    const seeded = await train(own, { ...options, seed: 4 });
    expect(seeded.model).not.toEqual(one.model);
  });

  it('leaves out lines that are too long or hold reserved characters, and says so', async () => {
    const { report } = await train([...own, 'x'.repeat(5000), 'a \u2585 b', 'nul \0'], { vocabulary: 2600 });
    expect(report).toMatchObject({ tooLong: 1, reserved: 2, leftOut: 0 });
  });

  it.each<[string, readonly string[], PieceTraining, string]>([
    ['no text', ['', ''], { vocabulary: 500 }, 'There is no text to train on: 2 lines, none of them usable.'],
    ['a small text', ['aaa bbb'], { vocabulary: 500 }, 'The text has 268 pieces, wanted were 500. Give more text or a smaller vocabulary.'],
    ['a small vocabulary', own, { vocabulary: 300 }, 'characters of the text and 259 special pieces. Take a larger one, or a smaller coverage'],
  ])('is not made of %s', async (_, text, training, message) => {
    await expect(train(text, training)).rejects.toThrow(StudyError);
    await expect(train(text, training)).rejects.toThrow(message);
  }); // prettier-ignore

  it('has the pieces that there are where fewer are fine', async () => {
    const { model } = await train(['aaa bbb'], { vocabulary: 500, fewerIsFine: true });
    expect(model.pieces.slice(259).map(({ text }) => text)).toEqual(['aa', 'bb', 'aaa', 'bbb', '▁aaa', '▁bbb', 'a', 'b', '▁']); // prettier-ignore
  });
});

it('makes each piece once, of characters that stand side by side in the text', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const counts = new Map(words.map((each) => [each, words.filter((other) => other === each).length]));
      const found = mergePairs(counts, 20, { maxPieceLength: 16, splitDigits: true, splitByNumber: true, splitByScript: true });
      const times = found.map((piece) => [...counts].reduce((sum, [each, count]) => sum + count * occurrences(each, piece), 0));
      expect(times.every((time) => time > 0)).toBe(true);
      expect(new Set(found).size).toBe(found.length);
    }),
  ); // prettier-ignore
});

const occurrences = (text: string, piece: string): number =>
  Array.from({ length: text.length }, (_, at) => Number(text.startsWith(piece, at))).reduce((a, b) => a + b, 0);

it('orders texts as their UTF-8 bytes are ordered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      expect(Math.sign(compareCodePoints(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
    }),
  );
});
