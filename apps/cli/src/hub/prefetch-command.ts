import { statSync } from 'node:fs';
import { StudyError } from '@weitiao/core';
import { prefetch, SourceText, type Prefetched } from '@weitiao/study';
import { print, printJson, type Console } from '../console.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { hubFor, type OfflineOption } from './hub-for.js';

/** Brings everything that study files, trial files and ids name, so that they run with the network off. */
export async function runPrefetchCommand(
  texts: readonly string[],
  { json = false, ...options }: OfflineOption & { readonly json?: boolean },
  console: Console,
): Promise<number> {
  using stopping = stopOnSignals();
  const { signal } = stopping;
  const hub = hubFor(console, options);
  for (const text of texts) {
    const found = isFile(text) ? await prefetch(SourceText.read(text), hub, signal) : [await one(text, hub, signal)];
    for (const { part, reference, path, commit } of found) {
      const isOfHub = commit !== undefined;
      if (json)
        printJson(console.out, { type: 'present', from: text, part, reference, path, ...(isOfHub && { commit }) });
      else print(console.out, `${part.padEnd(24)}  ${reference}${isOfHub ? `\n${' '.repeat(26)}${path}` : ''}`);
    }
    if (!json)
      print(console.out, `All that ${text} names is here${isFile(text) ? ': it runs with --offline, too' : ''}.`);
  }
  return 0;
}

const isFile = (text: string): boolean => statSync(text, { throwIfNoEntry: false })?.isFile() ?? false;

async function one(text: string, hub: ReturnType<typeof hubFor>, signal: AbortSignal): Promise<Prefetched> {
  const named = /^(hf|modelscope):\/{0,2}datasets\/|^(hf|modelscope):\/{0,2}[^/]+\/[^/]+\/./.test(text);
  const found = named ? await hub.locate(text, { signal }) : await hub.model(text, { signal });
  if (found?.source) return { part: 'id', ...found, commit: found.source.commit };
  throw new StudyError(`"${text}" is neither a study or trial file nor an id of a hub: nothing is to be fetched.`);
}
