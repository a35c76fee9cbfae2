import type { Component } from '@weitiao/core';

/** What messages call a source: the file that it reads, where its options name one. */
export function sourceName({ name, options }: Component<'dataset'>): string {
  const from = typeof options === 'object' && options !== null && 'from' in options ? options.from : undefined;
  return typeof from === 'string' ? from : `data set ${name}`;
}
