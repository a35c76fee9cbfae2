import type { WrittenQuestion } from '../question.js';

/** A row of a file, and where it stands. */
export interface WrittenRow {
  readonly value: WrittenQuestion | { readonly fault: string };
  readonly name: string;
  readonly line: number;
}
