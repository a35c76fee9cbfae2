import { copyFile, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BaseModel } from '@weitiao/core';
import { philoxNormal, randomKey } from '@weitiao/tensor';
import type { Shape } from './storage-shapes.js';

/** Numbers that are made at a time. */
const piece = 2 ** 22;

/**
 * Writes a model folder of random bfloat16 weights in shards, number by number and never held whole; the same every time. Its tokenizer is that of
 * another folder, and may have fewer ids than the model has rows.
 * @param shardBytes bytes of a file of weights before the next begins
 */
export async function writeRandomCheckpoint(
  folder: string,
  shape: Shape,
  { weights }: BaseModel,
  tokenizerFrom: string,
  shardBytes = 1e9,
): Promise<void> {
  const shards = cut([...weights], shardBytes);
  const draws = normals();
  const map: Record<string, string> = {};
  for (const [index, shard] of shards.entries()) {
    const name = `model-${part(index + 1)}-of-${part(shards.length)}.safetensors`;
    for (const [tensor] of shard) map[tensor] = name;
    await writeShard(join(folder, name), shard, draws);
  }
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: map }));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...shape, torch_dtype: 'bfloat16' }, null, 2));
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    await copyFile(join(tokenizerFrom, file), join(folder, file));
}

type Entry = readonly [name: string, shape: readonly number[]];

const part = (number: number) => String(number).padStart(5, '0');
const sizeOf = ([, shape]: Entry) => shape.reduce((product, length) => product * length, 1);

function cut(entries: readonly Entry[], shardBytes: number): Entry[][] {
  const shards: Entry[][] = [[]];
  let filled = 0;
  for (const entry of entries) {
    if (filled > 0 && filled + 2 * sizeOf(entry) > shardBytes) {
      shards.push([]);
      filled = 0;
    }
    shards.at(-1)!.push(entry);
    filled += 2 * sizeOf(entry);
  }
  return shards;
}

async function writeShard(file: string, entries: readonly Entry[], draws: Uint16Array): Promise<void> {
  let end = 0;
  const header = Object.fromEntries(
    entries.map((entry) => {
      const start = end;
      end += 2 * sizeOf(entry);
      return [entry[0], { dtype: 'BF16', shape: entry[1], data_offsets: [start, end] }];
    }),
  );
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(Buffer.concat([length, json]));
    const buffer = new Uint16Array(piece);
    for (const entry of entries)
      for (let at = 0; at < sizeOf(entry); at += piece) {
        const values = buffer.subarray(0, Math.min(piece, sizeOf(entry) - at));
        fill(values, entry, at, draws);
        await handle.writeFile(new Uint8Array(values.buffer, 0, values.byteLength));
      }
  } finally {
    await handle.close();
  }
}

/** Norms at one, biases at zero, matrices N(0, 0.02²). */
function fill(values: Uint16Array, [name, shape]: Entry, from: number, draws: Uint16Array): void {
  if (shape.length < 2) return void values.fill(name.endsWith('.weight') ? 0x3f80 : 0);
  const { imul } = Math;
  const [seed] = randomKey(name);
  for (let at = 0; at < values.length; at++) {
    // A number by its place: mixed as Murmur's hash ends.
    let mixed = imul((from + at) ^ seed, 0x85ebca6b);
    mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    values[at] = draws[(mixed ^ (mixed >>> 16)) & 0xffff]!;
  }
}

/** 65,536 numbers N(0, 0.02²) as bfloat16. */
function normals(): Uint16Array {
  const bits = new Uint32Array(philoxNormal(65_536, randomKey('normals')).map((value) => 0.02 * value).buffer);
  return Uint16Array.from(bits, (whole) => whole >>> 16);
}
