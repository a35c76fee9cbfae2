import { DataFormatError } from '@weitiao/core';
import { basename } from 'node:path';
import { isRecord, parseJson } from '../files/parse-json.js';
import type { WeightPlace } from './weight-place.js';

/** What an index says: name of a tensor → name of the file that it is in. */
export interface WeightIndex {
  /** What messages call it. */
  readonly path: string;
  readonly map: ReadonlyMap<string, string>;
  /** Sorted. */
  readonly shards: readonly string[];
}

/** @throws DataFormatError when it is no index, names what is no file of the same place, or not as many as their own names tell */
export async function readIndex(place: WeightPlace, file: string): Promise<WeightIndex> {
  const path = place.pathOf(file);
  const ending = file.replace(/^.*(\.[a-z]+)\.index\.json$/, '$1');
  const map = weightMap(parseJson(await place.text(file), path), path, ending);
  const shards = [...new Set(map.values())].sort();
  checkNumber(path, shards);
  return { path, map, shards };
}

/** Each file's name tells how many there are. */
function checkNumber(file: string, shards: readonly string[]): void {
  const numbers = new Set(shards.map((name) => /-of-0*(\d+)\./.exec(name)?.[1]));
  const [number] = numbers;
  if (number === undefined || (numbers.size === 1 && Number(number) === shards.length)) return;
  const told = [...numbers].map((one) => one ?? 'none').join(' and ');
  throw new DataFormatError(
    file,
    `it names ${shards.length} files (${shards.slice(0, 3).join(', ')}), whose own names tell of ${told}. It is of another revision than the files, or cut: download the folder again.`,
  );
}

function weightMap(content: unknown, file: string, ending: string): Map<string, string> {
  const map = isRecord(content) ? content['weight_map'] : undefined;
  if (!isRecord(map))
    throw new DataFormatError(
      file,
      'it has no weight_map. Wanted: {"weight_map": {"name of a tensor": "name of its file"}}.',
    );
  return new Map(
    Object.entries(map).map(([name, shard]) => {
      if (typeof shard === 'string' && isPlainName(shard) && shard.endsWith(ending)) return [name, shard];
      throw new DataFormatError(
        file,
        `the file of "${name}" is ${JSON.stringify(shard)}; wanted is the name of a ${ending} file in the same folder.`,
      );
    }),
  );
}

/** Neither a path, nor one on Windows, nor hidden. */
const isPlainName = (name: string): boolean => name === basename(name) && !/[\\/:\0]|^\./.test(name);
