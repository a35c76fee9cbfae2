import { StudyError } from '@weitiao/core';
import { pieceTypes, type ModelPiece, type PieceModel } from '../sentencepiece/index.js';
import { alphabetOf, withinAlphabet } from './alphabet.js';
import type { PieceRules } from './is-piece.js';
import { mergePairs } from './merge-pairs.js';
import { readSentences, type SentenceReport } from './sentences.js';

export interface PieceTraining extends Partial<PieceRules> {
  /** Pieces in all, special ones and bytes among them. */
  readonly vocabulary: number;
  /** Share of the text's characters that get a piece; 0.9995 when absent. */
  readonly coverage?: number;
  /** Pieces for all bytes, so that no character is unknown; true when absent. */
  readonly byteFallback?: boolean;
  /** True when absent. */
  readonly addDummyPrefix?: boolean;
  /** False when absent, as in LLaMA's tokenizer: a text can be had back as it was. */
  readonly removeExtraSpaces?: boolean;
  /** Bytes of the longest line that is taken; 4192 when absent. */
  readonly maxLineBytes?: number;
  /** Lines at most, of more a sample; 1,000,000 when absent. */
  readonly sentences?: number;
  /** Of the sample. */
  readonly seed?: number;
  /** Takes the first so many pieces where the text has not as many; false when absent: it is an error then. */
  readonly fewerIsFine?: boolean;
}

export interface TrainedPieces {
  readonly model: PieceModel;
  readonly report: SentenceReport & { readonly alphabet: number; readonly merged: number };
}

/** sentencepiece's number of byte-pair encoding. */
const bytePairs = 2;

/**
 * Trains a sentencepiece model by byte-pair encoding on lines of text: the same pieces in the same order as sentencepiece's own trainer, with its
 * `identity` normaliser. Deterministic.
 * @throws StudyError when the text has not as many pieces, or the vocabulary has no place for the alphabet
 */
export async function trainPieceModel(lines: AsyncIterable<string>, training: PieceTraining): Promise<TrainedPieces> {
  const { vocabulary, coverage = 0.9995, byteFallback = true, addDummyPrefix = true } = training;
  const { removeExtraSpaces = false, maxLineBytes = 4192, sentences = 1_000_000, seed = 1 } = training;
  const rules = rulesOf(training);
  const read = await readSentences(lines, {
    ...{ maxLineBytes, sentences, seed, addDummyPrefix, removeExtraSpaces },
    normalise: (line) => line,
  });
  if (read.words.size === 0)
    throw new StudyError(`There is no text to train on: ${read.report.lines} lines, none of them usable.`);
  const alphabet = alphabetOf(read.words, coverage);
  const special = specialPieces(byteFallback);
  const wanted = vocabulary - special.length - alphabet.length;
  if (wanted < 0) throw new StudyError(tooSmall(vocabulary, special.length, alphabet.length));
  const merged = mergePairs(withinAlphabet(read.words, alphabet), wanted, rules);
  if (merged.length < wanted && !training.fewerIsFine)
    throw new StudyError(
      `The text has ${merged.length + special.length + alphabet.length} pieces, wanted were ${vocabulary}. Give more text or a smaller vocabulary.`,
    );
  const pieces = [...special, ...[...merged, ...alphabet].map(ranked)];
  const model = {
    pieces,
    trainerSpec: {
      ...{ modelType: bytePairs, vocabSize: pieces.length, characterCoverage: coverage, byteFallback },
      ...{ maxSentencepieceLength: rules.maxPieceLength, splitByUnicodeScript: rules.splitByScript },
      ...{ splitByNumber: rules.splitByNumber, splitDigits: rules.splitDigits, maxSentenceLength: maxLineBytes },
    },
    normalizerSpec: { name: 'identity', addDummyPrefix, removeExtraWhitespaces: removeExtraSpaces },
  };
  return { model, report: { ...read.report, alphabet: alphabet.length, merged: merged.length } };
}

const rulesOf = (given: Partial<PieceRules>): PieceRules => ({
  maxPieceLength: given.maxPieceLength ?? 16,
  splitDigits: given.splitDigits ?? true,
  splitByNumber: given.splitByNumber ?? true,
  splitByScript: given.splitByScript ?? true,
});

/** Minus the rank: what was merged first goes first. */
const ranked = (text: string, rank: number): ModelPiece => ({ text, score: -rank, type: pieceTypes.normal });

function specialPieces(byteFallback: boolean): ModelPiece[] {
  const bytes = Array.from({ length: byteFallback ? 256 : 0 }, (_, byte) => ({
    ...{ text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, score: 0, type: pieceTypes.byte },
  }));
  return [
    { text: '<unk>', score: 0, type: pieceTypes.unknown },
    { text: '<s>', score: 0, type: pieceTypes.control },
    { text: '</s>', score: 0, type: pieceTypes.control },
    ...bytes,
  ];
}

const tooSmall = (vocabulary: number, special: number, alphabet: number): string =>
  `A vocabulary of ${vocabulary} has no place for the ${alphabet} characters of the text and ${special} special pieces. ` +
  'Take a larger one, or a smaller coverage of characters.';
