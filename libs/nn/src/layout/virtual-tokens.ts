import type { Adapter, BaseModel } from '@weitiao/core';

/** How many places virtual tokens take. */
export interface VirtualTokenCounts {
  /** At the head of every segment. */
  readonly prompt: number;
  /** In every layer's keys and values, in front of all segments. */
  readonly prefix: number;
}

/** Real tokens of the longest text that a model can read behind virtual ones; Infinity where there is no such end. */
export const longestBehind = (model: BaseModel, { prompt, prefix }: VirtualTokenCounts): number =>
  (model.longestText ?? Infinity) - prompt - prefix;

/** Prompts and prefixes of several adapters stand one after another. */
export function virtualTokenCounts(adapters: readonly Adapter[]): VirtualTokenCounts {
  const count = (kind: 'prompt' | 'prefix') => adapters.reduce((sum, adapter) => sum + (adapter[kind]?.count ?? 0), 0);
  return { prompt: count('prompt'), prefix: count('prefix') };
}
