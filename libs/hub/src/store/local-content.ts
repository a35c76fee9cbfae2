import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { neededFiles } from '../choose/needed-files.js';
import { shardsOf } from '../choose/shards-of.js';
import type { HubReference } from '../reference/hub-reference.js';
import type { StoreSpec, Wanted } from './wanted.js';

/**
 * What is here of a commit whose listing is not known, because another program downloaded it: a model counts when its configuration and all its
 * weights are there. @returns where it lies, or undefined
 */
export async function localContent(
  { cache, commit }: StoreSpec,
  reference: HubReference,
  wanted: Wanted,
): Promise<string | undefined> {
  const folder = cache.snapshot(commit);
  if (wanted === 'all') return cache.find(commit, reference.path);
  const names = await filesBelow(folder);
  const { small, weights, index } = neededFiles(names);
  const isWhole = wanted === 'model';
  const shards = index === undefined || !isWhole ? weights : await shardsOf(join(folder, index), join(folder, index));
  const isModel = small.includes('config.json') || small.includes('adapter_config.json');
  if (!isModel || (isWhole && shards.length === 0)) return undefined;
  for (const name of [...small, ...(isWhole ? shards : [])])
    if ((await cache.find(commit, name)) === undefined) return undefined;
  return folder;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
