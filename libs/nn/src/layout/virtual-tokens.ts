import type { Adapter } from '@weitiao/core';

/** How many places virtual tokens take. */
export interface VirtualTokenCounts {
  /** At the head of every segment. */
  readonly prompt: number;
  /** In every layer's keys and values, in front of all segments. */
  readonly prefix: number;
}

/** Prompts and prefixes of several adapters stand one after another. */
export function virtualTokenCounts(adapters: readonly Adapter[]): VirtualTokenCounts {
  const count = (kind: 'prompt' | 'prefix') => adapters.reduce((sum, adapter) => sum + (adapter[kind]?.count ?? 0), 0);
  return { prompt: count('prompt'), prefix: count('prefix') };
}
