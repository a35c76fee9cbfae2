import { readFile } from 'node:fs/promises';
import { DataFormatError } from '@weitiao/core';
import { z } from 'zod';
import { checkPath } from '../cache/safe-path.js';

const schema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/** The files that an index of weights names. @throws DataFormatError as below */
export const shardsOf = async (index: string, about: string): Promise<string[]> =>
  shardsIn(await readFile(index, 'utf8'), about);

/**
 * The same of its text.
 * @param about what messages call the index
 * @throws DataFormatError when it is no index, or names what is no plain file
 */
export function shardsIn(text: string, about: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataFormatError(about, `is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DataFormatError(about, 'is no index of weights: it has no "weight_map" of names.');
  const shards = [...new Set(Object.values(parsed.data.weight_map))].sort();
  for (const shard of shards) checkPath(shard, about);
  return shards;
}
