import { choiceLetters } from '@weitiao/core';
import type { Subject } from './subject.js';

export const letters = 'ABCDEFGH';

/** A question as its file has it. */
export interface WrittenQuestion {
  readonly subject: Subject;
  readonly text: string;
  /** Without their letters. */
  readonly options: readonly string[];
  /** As it is written; empty where it is missing. */
  readonly answer: string;
}

export interface Question extends WrittenQuestion {
  /** Letters of the right options, each once and in order. */
  readonly right: string;
}

/** The question with its answer read, or what is wrong with it. */
export function checked(written: WrittenQuestion): Question | { readonly fault: string } {
  const { text, options, answer } = written;
  const known = letters.slice(0, options.length);
  const right = choiceLetters(answer);
  if (text.trim() === '') return { fault: 'This question has no text.' };
  if (options.length < 2 || options.length > letters.length) {
    return { fault: `This question has ${options.length} options; 2 to ${letters.length} were wanted.` };
  }
  if (right === '') return { fault: 'This question has no answer.' };
  if (right === undefined || [...right].some((letter) => !known.includes(letter))) {
    return { fault: `The answer of this question is "${answer}"; its options are ${[...known].join(', ')}.` };
  }
  return { ...written, right };
}
