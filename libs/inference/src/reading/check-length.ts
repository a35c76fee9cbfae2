import { DataFormatError } from '@weitiao/core';
import { longestBehind, virtualTokenCounts } from '@weitiao/nn';
import type { TunedModel } from './tuned-model.js';

/** What a tuned model can read. */
export interface Readable {
  readonly vocabulary: number;
  /** Tokens of the longest text; Infinity where there is no such end. */
  readonly longest: number;
}

export const readableBy = ({ model, adapters }: TunedModel): Readable => ({
  vocabulary: model.vocabulary,
  longest: longestBehind(model, virtualTokenCounts(adapters.map(({ adapter }) => adapter))),
});

/**
 * @param what names the text in an error, e.g. `prompt 3`
 * @param read how many of its tokens are read: nothing follows the last token of what is scored
 * @throws DataFormatError when the model cannot read so many
 */
export function checkLength(what: string, read: number, longest: number): void {
  if (read <= longest) return;
  throw new DataFormatError(
    what,
    `${read} tokens of it are to be read, and the model, with its adapters, reads at most ${longest}. Shorten it, or use a model with a longer context.`,
  );
}
