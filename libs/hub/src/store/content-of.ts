import { join } from 'node:path';
import { DataFormatError, didYouMean, StudyError } from '@weitiao/core';
import { checkCapitals, checkPath } from '../cache/safe-path.js';
import { neededFiles } from '../choose/needed-files.js';
import { shardsOf } from '../choose/shards-of.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import { written, type HubReference } from '../reference/hub-reference.js';
import { bring, missingOf } from '../snapshot.js';
import { notHere } from './not-here.js';
import type { StoreSpec, Wanted } from './wanted.js';

/**
 * Sees to it that all that is wanted is here.
 * @param listed the files of the commit
 * @returns where it lies
 */
export async function contentOf(
  spec: StoreSpec,
  listed: readonly RemoteFile[],
  reference: HubReference,
  wanted: Wanted,
): Promise<string> {
  const { cache, commit } = spec;
  const files = wanted === 'all' ? filesBelow(listed, reference) : await filesOfModel(spec, listed, wanted);
  await here(spec, files);
  return join(cache.snapshot(commit), reference.path);
}

async function filesOfModel(spec: StoreSpec, listed: readonly RemoteFile[], wanted: Wanted): Promise<RemoteFile[]> {
  const { cache, commit } = spec;
  const { small, weights, index } = neededFiles(listed.map(({ path }) => path));
  const about = `${cache.repository.id}@${commit.slice(0, 8)}`;
  if (!small.includes('config.json') && !small.includes('adapter_config.json')) {
    const some = listed.map(({ path }) => path).slice(0, 8);
    throw new DataFormatError(
      about,
      `holds no model: there is no config.json. It has: ${some.join(', ') || 'nothing'}`,
    );
  }
  const named = (paths: readonly string[]) => listed.filter(({ path }) => paths.includes(path));
  if (wanted === 'facts') return checked(about, named(small));
  if (index === undefined) return checked(about, [...named(small), ...named(weights)]);
  await here({ ...spec, tell: () => undefined }, named([index]));
  const shards = await shardsOf(join(cache.snapshot(commit), index), `${about}/${index}`);
  const absent = shards.filter((shard) => !listed.some(({ path }) => path === shard));
  if (absent.length > 0)
    throw new DataFormatError(`${about}/${index}`, `names ${absent.join(', ')}, which the repository does not have.`);
  return checked(about, [...named([...small, index]), ...named(shards)]);
}

/** Everything but what Git keeps for itself. @throws StudyError when the path names nothing */
function filesBelow(listed: readonly RemoteFile[], reference: HubReference): RemoteFile[] {
  const { path, id } = reference;
  const isBelow = (file: string) => path === '' || file === path || file.startsWith(`${path}/`);
  const found = listed.filter((file) => isBelow(file.path) && !/(^|\/)\.git[^/]*$/.test(file.path));
  if (found.length > 0) return checked(id, found);
  const names = listed.map((file) => file.path);
  throw new StudyError(
    `${written(reference)}: there is no such file.${didYouMean(path, names)}\n  It has: ${names.slice(0, 12).join(', ') || 'nothing'}`,
  );
}

function checked(about: string, files: RemoteFile[]): RemoteFile[] {
  for (const { path } of files) checkPath(path, about);
  checkCapitals(
    files.map(({ path }) => path),
    about,
  );
  return files;
}

async function here(spec: StoreSpec, files: readonly RemoteFile[]): Promise<void> {
  if (!spec.offline) return bring(spec, files);
  const missing = await missingOf(spec, files);
  if (missing.length === 0) return;
  const names = missing.map(({ path }) => path).join(', ');
  throw notHere(spec.cache, `${spec.cache.repository.id}@${spec.commit.slice(0, 8)}: ${names}`);
}
