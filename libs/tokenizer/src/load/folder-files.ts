import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { readOptionalJsonFile } from '../read-json-file.js';

type Content = Record<string, unknown>;

/** What stands beside the vocabulary in a model folder and tells how it is used. */
export interface FolderFiles {
  readonly folder: string;
  /** Names of all files in the folder. */
  readonly names: readonly string[];
  /** tokenizer_config.json; empty where there is none. */
  readonly settings: Content;
  /** special_tokens_map.json; empty where there is none. */
  readonly map: Content;
  /** added_tokens.json: text → id; empty where there is none. */
  readonly added: Content;
  /** config.json; empty where there is none. */
  readonly config: Content;
  /** Those of the four that are there, without config.json. */
  readonly read: readonly string[];
}

const names = ['tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json', 'config.json'] as const;

/** @throws DataFormatError when there is no such folder, or a file is there but no JSON object */
export async function readFolderFiles(folder: string): Promise<FolderFiles> {
  const all = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    const isAbsent = cause.code === 'ENOENT' || cause.code === 'ENOTDIR';
    throw new DataFormatError(folder, isAbsent ? 'there is no such folder.' : `cannot be read (${cause.code}).`, {
      cause,
    });
  });
  const contents = await Promise.all(names.map((name) => readOptionalJsonFile(join(folder, name))));
  const [settings = {}, map = {}, added = {}, config = {}] = contents;
  const read = names.filter((name, index) => contents[index] !== undefined && name !== 'config.json');
  return { folder, names: all, settings, map, added, config, read };
}

/**
 * What names the kind of tokenizer, the most telling first: its class, the class in the folder's own code, the model's architecture. Without
 * "Fast" at the end, and in small letters.
 */
export function kindNames({ settings, config }: FolderFiles): string[] {
  const map = settings['auto_map'] as { AutoTokenizer?: unknown } | undefined;
  const automatic = [map?.AutoTokenizer].flat().find((name) => typeof name === 'string');
  const own = typeof automatic === 'string' ? automatic.split('.').at(-1) : undefined;
  return [settings['tokenizer_class'], own, config['model_type']]
    .filter((name) => typeof name === 'string')
    .map((name) => name.toLowerCase().replace(/fast$/, ''));
}
