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
  const bytesOf = ({ size }: Stored) => size * (type === 'F32' ? 4 : 2);
  const shards = cut(weights, bytesOf, shardBytes);
  if (shards.length <= 1) return writeTensors(join(folder, 'model.safetensors'), weights, { type });
  const number = (index: number) => String(index).padStart(5, '0');
  const names = shards.map((_, index) => `model-${number(index + 1)}-of-${number(shards.length)}.safetensors`);
  for (const [index, shard] of shards.entries()) await writeTensors(join(folder, names[index]!), shard, { type });
  const map = shards.flatMap((shard, index) => [...shard.keys()].map((name) => [name, names[index]!] as const));
  const content = {
    metadata: { total_size: [...weights.values()].reduce((sum, tensor) => sum + bytesOf(tensor), 0) },
    weight_map: Object.fromEntries(map.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  await writeFileAtomically(join(folder, 'model.safetensors.index.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Weights in their order, file by file. */
function cut(
  weights: ReadonlyMap<string, Stored>,
  bytesOf: (tensor: Stored) => number,
  most: number,
): Map<string, Stored>[] {
  const shards: Map<string, Stored>[] = [];
  let filled = Infinity;
  for (const [name, tensor] of weights) {
    if (filled + bytesOf(tensor) > most) {
      shards.push(new Map());
      filled = 0;
    }
    shards.at(-1)!.set(name, tensor);
    filled += bytesOf(tensor);
  }
  return shards;
}
