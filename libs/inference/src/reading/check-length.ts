import { UnreadableTextError } from '@weitiao/core';
import { longestBehind, virtualTokenCounts } from '@weitiao/nn';
import type { NamedText } from './check-tokens.js';
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
 * @param read how many of its tokens are read: nothing follows the last token of what is scored
 * @throws UnreadableTextError when the model cannot read so many
 */
export function checkLength({ index, name }: NamedText, read: number, longest: number): void {
  if (read <= longest) return;
  throw new UnreadableTextError(
    index,
    name,
    `${read} tokens of it are to be read, and the model, with its adapters, reads at most ${longest}. Shorten it, or use a model with a longer context.`,
  );
}
