import { DataFormatError } from '@weitiao/core';
import { z } from 'zod';

export const tokenIds = z
  .array(z.int('wanted a whole number').nonnegative('wanted a number of at least 0'))
  .min(1, 'wanted at least one token');

/** @throws DataFormatError when an id has no row in the embedding */
export function checkIds(tokens: readonly number[], vocabulary: number, at: string): void {
  const strange = tokens.find((token) => token >= vocabulary);
  if (strange !== undefined)
    throw new DataFormatError(
      at,
      `token ${strange} is not in the model's vocabulary, which has the ids 0 to ${vocabulary - 1}.`,
    );
}
