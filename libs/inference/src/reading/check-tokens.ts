import { DataFormatError } from '@weitiao/core';

/**
 * @param what names the row in an error, e.g. `prompt 3`
 * @throws DataFormatError when there is no token, or one that the model does not know
 */
export function checkTokens(what: string, tokens: readonly number[], vocabulary: number): void {
  if (tokens.length === 0) {
    throw new DataFormatError(
      what,
      'it has no tokens, and at least one is wanted. Give it some text, or leave it out.',
    );
  }
  const unknown = tokens.findIndex((token) => !Number.isInteger(token) || token < 0 || token >= vocabulary);
  if (unknown < 0) return;
  throw new DataFormatError(
    what,
    `token ${unknown} is ${tokens[unknown]}, and the model knows 0 to ${vocabulary - 1}. Use the tokenizer of this model.`,
  );
}
