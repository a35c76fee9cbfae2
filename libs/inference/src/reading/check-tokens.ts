import { UnreadableTextError } from '@weitiao/core';

/** One of the texts that are to be read. */
export interface NamedText {
  readonly index: number;
  /** What it is called in an error, e.g. `prompt 3`. */
  readonly name: string;
}

/**
 * @throws UnreadableTextError when there is no token, or one that the model does not know
 */
export function checkTokens({ index, name }: NamedText, tokens: readonly number[], vocabulary: number): void {
  if (tokens.length === 0) {
    throw new UnreadableTextError(
      index,
      name,
      'it has no tokens, and at least one is wanted. Give it some text, or leave it out.',
    );
  }
  const unknown = tokens.findIndex((token) => !Number.isInteger(token) || token < 0 || token >= vocabulary);
  if (unknown < 0) return;
  throw new UnreadableTextError(
    index,
    name,
    `token ${unknown} is ${tokens[unknown]}, and the model knows 0 to ${vocabulary - 1}. Use the tokenizer of this model.`,
  );
}
