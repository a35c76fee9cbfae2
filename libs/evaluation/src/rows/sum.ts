import { createHash } from 'node:crypto';
import { canonicalJson } from '@weitiao/core';

/** Hash of values, in hexadecimal. @param length of it, in characters of four bits */
export function sum(values: readonly unknown[], length = 64): string {
  return createHash('sha256').update(canonicalJson(values)).digest('hex').slice(0, length);
}

/** Ties what stands in a line to the key of what decided it: another key or a damaged byte gives another sum. */
export const lineSum = (key: string, content: unknown): string => sum([key, content], 16);
