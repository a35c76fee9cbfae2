import { createHash } from 'node:crypto';
import { rare, space } from './is-piece.js';

export interface SentenceOptions {
  /** Bytes of the longest line that is taken, as sentencepiece counts them. */
  readonly maxLineBytes: number;
  /** Lines that are kept at most: of more, a sample. */
  readonly sentences: number;
  readonly seed: number;
  /** Changes a line as the tokenizer will change texts, spaces still spaces. */
  readonly normalise: (line: string) => string;
  /** A space in front of every line. */
  readonly addDummyPrefix: boolean;
  /** Several spaces become one, those at both ends go. */
  readonly removeExtraSpaces: boolean;
}

/** What a text comes to. */
export interface Sentences {
  /** Words, each with the space in front of it, and how often they were met. */
  readonly words: Map<string, number>;
  readonly report: SentenceReport;
}

export interface SentenceReport {
  readonly lines: number;
  /** Longer than `maxLineBytes`. */
  readonly tooLong: number;
  /** With a character that stands for something in training. */
  readonly reserved: number;
  /** Left out by the sample. */
  readonly leftOut: number;
}

/** Lines of a text as words with counts. Memory is bounded by `sentences` lines of `maxLineBytes`. */
export async function readSentences(lines: AsyncIterable<string>, options: SentenceOptions): Promise<Sentences> {
  const kept: string[] = [];
  const report = { lines: 0, tooLong: 0, reserved: 0, leftOut: 0 };
  let taken = 0;
  for await (const line of lines) {
    report.lines += 1;
    if (Buffer.byteLength(line) > options.maxLineBytes) report.tooLong += 1;
    else if (line.includes(rare) || line.includes('\0')) report.reserved += 1;
    else {
      const normal = prepared(line, options);
      if (normal === '') continue;
      const place = taken < options.sentences ? taken : drawn(taken, options.seed);
      taken += 1;
      if (place < options.sentences) kept[place] = normal;
    }
  }
  report.leftOut = taken - kept.length;
  const words = new Map<string, number>();
  for (const line of kept) for (const word of wordsOf(line)) words.set(word, (words.get(word) ?? 0) + 1);
  return { words, report };
}

/** A line as the trainer sees it. */
function prepared(line: string, { normalise, addDummyPrefix, removeExtraSpaces }: SentenceOptions): string {
  let normal = normalise(line);
  if (removeExtraSpaces) normal = normal.replace(/ +/g, ' ').replace(/^ | $/g, '');
  if (normal === '') return '';
  return (addDummyPrefix ? ` ${normal}` : normal).replaceAll(' ', space);
}

/** Each space begins a word. */
const wordsOf = (line: string): string[] => line.match(/\u2581[^\u2581]*|[^\u2581]+/g) ?? [];

/** A place among the first `count` + 1, drawn by counter: the same lines give the same sample (Vitter 1985, algorithm R). */
function drawn(count: number, seed: number): number {
  const bytes = createHash('sha256').update(`sentences ${seed} ${count}`).digest();
  return Math.floor((bytes.readUIntBE(0, 6) / 2 ** 48) * (count + 1));
}
