import type { Services } from '@weitiao/core';

/** Services that keep what they are told. */
export function services(folder = '/'): Services & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { folder, signal: new AbortController().signal, warnings, warn: (message) => void warnings.push(message) };
}
