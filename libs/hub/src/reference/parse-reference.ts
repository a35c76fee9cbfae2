import { StudyError } from '@weitiao/core';
import { checkPath, isPlainPath } from '../cache/safe-path.js';
import type { HubName, HubReference } from './hub-reference.js';

const hubs: Record<string, HubName> = { hf: 'huggingface', modelscope: 'modelscope' };
const form = 'hf:OWNER/NAME[@REVISION][/PATH], hf:datasets/OWNER/NAME[@REVISION][/PATH], or the same after modelscope:';

/** Letters, digits and `. _ -`, as hubs allow them: two hyphens together would not survive the names of cache folders. */
const name = String.raw`(?!\.)(?!\S*(?:--|\.\.))[\w.-]+`;
const revision = String.raw`refs/(?:pr|convert)/[\w-]+|[^\s@/]+`;
const short = new RegExp(`^(${name}/${name})(?:@(${revision}))?$`);
const owned = new RegExp(`^(${name}/${name})(?:@(${revision}))?(?:/(.+))?$`);
const unowned = new RegExp(`^(${name})(?:@(${revision}))?$`);

/**
 * Reads what begins with a hub: `hf:Qwen/Qwen2.5-0.5B@main`, `hf:datasets/owner/name/file.json`, `modelscope:…`.
 * @returns undefined for everything else, which is a path or a short id
 * @throws StudyError when a hub is named and the rest is no id
 */
export function parseReference(text: string): HubReference | undefined {
  const [, scheme = '', rest = ''] = /^(hf|modelscope):\/{0,2}(.*)$/s.exec(text) ?? [];
  const hub = hubs[scheme];
  if (hub === undefined) return undefined;
  const isDataset = rest.startsWith('datasets/');
  const id = isDataset ? rest.slice('datasets/'.length) : rest;
  const found = owned.exec(id) ?? (isDataset || hub !== 'huggingface' ? undefined : unowned.exec(id));
  if (!found) throw new StudyError(`"${text}" is no id of a hub. Wanted: ${form}`);
  const path = found[3]?.replace(/\/+$/, '') ?? '';
  if (path !== '') checkPath(path, `"${text}"`);
  return { hub, kind: isDataset ? 'dataset' : 'model', id: found[1]!, ...revisionOf(text, found[2]), path };
}

/** Reads the short form of a model of Hugging Face: `Qwen/Qwen2.5-0.5B`, `Qwen/Qwen2.5-0.5B@main`. @returns undefined for anything else */
export function parseShortId(text: string): HubReference | undefined {
  const found = short.exec(text);
  if (!found) return undefined;
  return { hub: 'huggingface', kind: 'model', id: found[1]!, ...revisionOf(text, found[2]), path: '' };
}

function revisionOf(text: string, part: string | undefined): { revision?: string } {
  if (part === undefined) return {};
  const revision = part.replaceAll('%2F', '/').replaceAll('%2f', '/');
  if (!isPlainPath(revision)) throw new StudyError(`"${text}": "${revision}" is no name of a revision.`);
  return { revision };
}
