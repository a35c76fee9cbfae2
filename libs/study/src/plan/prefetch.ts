import { parseReference, type Located, type ModelHub } from '@weitiao/hub';
import type { Reference } from '@weitiao/container';
import { atItsPlace } from '../config/at-its-place.js';
import { parseStudy } from '../config/parse-study.js';
import { parseTrial } from '../config/parse-trial.js';
import type { SourceText } from '../config/source-text.js';
import { partsOf } from '../config/trial-file.js';

/** Something that a file names, and where it is. */
export interface Prefetched {
  /** Where in the file: `models.qwen`. */
  readonly part: string;
  /** With its commit, where it comes from a hub. */
  readonly reference: string;
  readonly path: string;
  readonly commit?: string;
}

interface Named {
  readonly path: readonly string[];
  readonly options: Record<string, unknown>;
}

/**
 * Brings all models, data and benchmarks that a study or trial file names by an id: those outside the grid too.
 * @returns models, and what else comes from hubs
 * @throws WeitiaoError with file, line and column
 */
export async function prefetch(source: SourceText, hub: ModelHub, signal?: AbortSignal): Promise<Prefetched[]> {
  const how = { folder: source.folder, ...(signal && { signal }) };
  const { models, others } = await namedIn(source);
  const found: Prefetched[] = [];
  const add = (path: readonly string[], { reference, path: place, source: from }: Located) =>
    found.push({ part: path.join('.'), reference, path: place, ...(from && { commit: from.commit }) });
  for (const { path, options } of models) {
    const { from } = options;
    if (typeof from === 'string') add(path, await atItsPlace(source, path, () => hub.model(from, how)));
  }
  for (const { path, options } of others)
    for (const [option, value] of Object.entries(options)) {
      if (option === 'use' || typeof value !== 'string') continue;
      const at = [...path, option];
      const located = await atItsPlace(source, at, async () =>
        parseReference(value) ? hub.locate(value, how) : undefined,
      );
      if (located) add(at, located);
    }
  return found;
}

async function namedIn(source: SourceText): Promise<{ models: Named[]; others: Named[] }> {
  const entries = (section: string, named: Record<string, unknown> = {}): Named[] =>
    Object.entries(named).map(([name, options]) => ({ path: [section, name], options: options as Reference }));
  const isStudy = typeof source.value === 'object' && source.value !== null && 'study' in source.value;
  if (!isStudy) {
    const { model, data, benchmarks } = await parseTrial(source);
    const parts = partsOf(data).map(({ path, reference }) => ({ path: ['data', ...path], options: reference }));
    return { models: [{ path: ['model'], options: model }], others: [...parts, ...entries('benchmarks', benchmarks)] };
  }
  const { models, data, benchmarks } = await parseStudy(source);
  const single = Object.entries(data).filter(([, entry]) => !('mix' in entry));
  const mixed = Object.entries(data).flatMap(([name, { mix = {} }]) =>
    Object.entries(mix as Record<string, unknown>)
      .filter(([, part]) => typeof part === 'object')
      .map(([part, options]) => ({ path: ['data', name, 'mix', part], options: options as Reference })),
  );
  const others = [...entries('data', Object.fromEntries(single)), ...mixed, ...entries('benchmarks', benchmarks)];
  return { models: entries('models', models), others };
}
