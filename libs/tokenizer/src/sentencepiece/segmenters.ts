import { DataFormatError } from '@weitiao/core';
import { bestPath } from './best-path.js';
import { mergeSymbols, type Symbol } from './merge-symbols.js';
import { pieceTypes } from './piece-model.js';
import { PieceTrie } from './piece-trie.js';
import type { Vocabulary } from './vocabulary.js';

/** A piece of a normalised text; where no piece covers the text, the id is the unknown one's. */
export interface Segment {
  readonly text: string;
  readonly id: number;
}

/** Cuts a normalised text into pieces. */
export type Segmenter = (text: string) => Segment[];

/** By number on disk. */
const unigram = 1;
const bytePair = 2;

/**
 * @param path of the file, for messages
 * @param kept symbols that stay whole wherever they stand
 */
export function segmenter(path: string, vocabulary: Vocabulary, kept: PieceTrie | undefined): Segmenter {
  const { modelType = unigram } = vocabulary.model.trainerSpec ?? {};
  if (modelType === unigram) return unigramSegmenter(vocabulary);
  if (modelType === bytePair) return bytePairSegmenter(vocabulary, kept);
  const name = ({ 3: 'word', 4: 'char' } as Record<number, string>)[modelType] ?? `number ${modelType}`;
  throw new DataFormatError(path, `is a model of type ${name}; those that can be used are unigram and bpe.`);
}

function bytePairSegmenter(vocabulary: Vocabulary, kept: PieceTrie | undefined): Segmenter {
  const { pieces } = vocabulary.model;
  const scoreOf = (piece: string) => {
    const id = vocabulary.findable.get(piece);
    return id === undefined ? undefined : pieces[id]!.score;
  };
  return (text) => {
    const { pieces: merged, mergedFrom } = mergeSymbols(text, symbolsOf(text, kept), scoreOf);
    const segments: Segment[] = [];
    // A piece that is there for merging alone is taken apart again.
    const add = (piece: string): void => {
      const id = vocabulary.idOf(piece) ?? vocabulary.unknownId;
      const parts = vocabulary.typeOf(id) === pieceTypes.unused ? mergedFrom.get(piece) : undefined;
      if (parts) parts.forEach(add);
      else segments.push({ text: piece, id });
    };
    merged.forEach(add);
    return segments;
  };
}

function symbolsOf(text: string, kept: PieceTrie | undefined): Symbol[] {
  const symbols: Symbol[] = [];
  for (let start = 0; start < text.length;) {
    const keptEnd = kept?.longest(text, start);
    symbols.push({ start, isFrozen: keptEnd !== undefined });
    start = keptEnd ?? start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
  }
  return symbols;
}

/** The smallest positive 32-bit float: where sentencepiece begins its search for the largest score, and logarithms never get there. */
const SMALLEST_FLOAT = 1.1754943508222875e-38;

function unigramSegmenter(vocabulary: Vocabulary): Segmenter {
  const { pieces } = vocabulary.model;
  const trie = new PieceTrie();
  for (const [piece, id] of vocabulary.findable) trie.add(piece, id);
  const normal = pieces.filter(({ type }) => type === pieceTypes.normal).map(({ score }) => score);
  const smallest = normal.reduce((least, score) => Math.min(least, score), Infinity);
  const largest = normal.reduce((most, score) => Math.max(most, score), SMALLEST_FLOAT);
  const scores = pieces.map(({ text, score, type }) => {
    if (type === pieceTypes.unused) return Number.NaN;
    // So good that such a symbol is always taken.
    return type === pieceTypes.userDefined ? Buffer.byteLength(text) * largest - 0.1 : score;
  });
  const unknown = { id: vocabulary.unknownId, score: Math.fround(smallest - 10) };
  return (text) => {
    let start = 0;
    return bestPath(text, trie, { scores, unknown }).map(({ id, end }) => {
      const segment = { id, text: text.slice(start, end) };
      start = end;
      return segment;
    });
  };
}
