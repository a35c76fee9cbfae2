import type { BaseModel } from '@weitiao/core';

/** Bytes that the key-value cache of one batch may take: 1 GB. */
const cacheBytes = 2 ** 30;

/** How many rows of so many keys each may be in one cache; at least 1. */
export function rowsAtOnce({ layers, keyValueHeads, headWidth }: BaseModel['cache'], keys: number): number {
  const bytesPerKey = 4 * 2 * layers * keyValueHeads * headWidth;
  return Math.max(1, Math.floor(cacheBytes / (bytesPerKey * keys)));
}
