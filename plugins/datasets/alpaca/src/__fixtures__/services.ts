import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Conversation, InstructionSource, Services } from '@weitiao/core';

/** Services that keep what they are told. */
export function services(folder: string): Services & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { folder, signal: new AbortController().signal, warnings, warn: (message) => void warnings.push(message) };
}

export async function conversationsOf(source: InstructionSource, given: Services): Promise<Conversation[]> {
  const all: Conversation[] = [];
  for await (const conversation of source.conversations(given)) all.push(conversation);
  return all;
}

/** The folder of public data beside the checkout, which only some machines have. */
export const sharedData = fileURLToPath(new URL('../../../../../../shared/data', import.meta.url));
export const hasShared = existsSync(sharedData);
export const withShared = (title: string): string =>
  hasShared ? title : `${title} (skipped: there is no folder "shared" beside the checkout)`;
