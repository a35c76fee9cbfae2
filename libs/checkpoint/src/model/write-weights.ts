import type { Stored } from '@weitiao/tensor';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/write-file-atomically.js';
import { writeTensors, type WriteOptions } from '../safetensors/write-tensors.js';

export interface WeightFiles {
  /** F32 when absent. */
  readonly type?: NonNullable<WriteOptions['type']>;
  /** Bytes that a file holds before the next begins; 5 GB when absent. */
  readonly shardBytes?: number;
}

/**
 * Writes weights as transformers finds them: `model.safetensors`, or several files with an index where one would be too large. A weight is
 * never cut, so a file may be larger than asked for.
 * @throws CannotWriteError · DataFormatError
 */
export async function writeWeights(
  folder: string,
  weights: ReadonlyMap<string, Stored>,
  { type = 'F32', shardBytes = 5e9 }: WeightFiles = {},
): Promise<void> {
  const sizes = new Map([...weights].map(([name, { size }]) => [name, size * (type === 'F32' ? 4 : 2)] as const));
  await inShards(folder, sizes, shardBytes, (file, names) =>
    writeTensors(file, new Map(names.map((name) => [name, weights.get(name)!])), { type }),
  );
}

/**
 * Writes weights into one file, or into several with an index where one would be too large.
 * @param sizes bytes of each weight, in the order in which they fill the files
 * @param write writes a file of these weights
 */
export async function inShards(
  folder: string,
  sizes: ReadonlyMap<string, number>,
  shardBytes: number,
  write: (file: string, names: readonly string[]) => Promise<void>,
): Promise<void> {
  const shards = cut(sizes, shardBytes);
  if (shards.length <= 1) return write(join(folder, 'model.safetensors'), [...sizes.keys()]);
  const number = (index: number) => String(index).padStart(5, '0');
  const files = shards.map((_, index) => `model-${number(index + 1)}-of-${number(shards.length)}.safetensors`);
  for (const [index, shard] of shards.entries()) await write(join(folder, files[index]!), shard);
  const map = shards.flatMap((shard, index) => shard.map((name) => [name, files[index]!] as const));
  const content = {
    metadata: { total_size: [...sizes.values()].reduce((sum, size) => sum + size, 0) },
    weight_map: Object.fromEntries(map.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  await writeFileAtomically(join(folder, 'model.safetensors.index.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Weights in their order, file by file. */
function cut(sizes: ReadonlyMap<string, number>, most: number): string[][] {
  const shards: string[][] = [];
  let filled = Infinity;
  for (const [name, size] of sizes) {
    if (filled + size > most) {
      shards.push([]);
      filled = 0;
    }
    shards.at(-1)!.push(name);
    filled += size;
  }
  return shards;
}
