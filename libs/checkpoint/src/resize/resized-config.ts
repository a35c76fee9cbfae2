import { DataFormatError } from '@weitiao/core';

/**
 * The text of a config.json with another number of rows of the embedding. The text and not the parsed object: JSON.parse loses that 0.0 is a float.
 * @throws DataFormatError where it does not say how many there are
 */
export function resizedConfig(text: string, file: string, before: number, after: number): string {
  const key = /("(?:padded_)?vocab_size"\s*:\s*)(\d+)/g;
  let found = 0;
  const changed = text.replace(key, (whole, name: string, rows: string) => {
    if (Number(rows) !== before) return whole;
    found += 1;
    return `${name}${after}`;
  });
  if (found > 0) return changed;
  throw new DataFormatError(
    file,
    `it has no vocab_size of ${before}, as many as the embedding has rows, to be made ${after}. Write it there.`,
  );
}
