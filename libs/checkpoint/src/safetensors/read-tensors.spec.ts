import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { dispose, tensorsAlive } from '@weitiao/tensor';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawSafetensors, writeRaw } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from './read-tensors.js';

const file = join(temporaryFolder(), 'some.safetensors');

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('readTensors', () => {
  let before = 0;
  beforeAll(() => {
    before = tensorsAlive().count;
  });
  afterEach(() => expect(tensorsAlive().count).toBe(before));

  it('reads the types that Python writes', async () => {
    const types = { BOOL: 1, U8: 1, I8: 1, I16: 2, U16: 2, I64: 8, F64: 8 };
    const data = Buffer.alloc(64);
    let at = 0;
    const header: Record<string, unknown> = {};
    for (const [type, size] of Object.entries(types)) {
      header[type] = { dtype: type, shape: [1], data_offsets: [at, (at += size)] };
    }
    const raw = rawSafetensors(header, 0);
    data.writeUInt8(1, 0);
    data.writeUInt8(200, 1);
    data.writeInt8(-100, 2);
    data.writeInt16LE(-30_000, 3);
    data.writeUInt16LE(60_000, 5);
    data.writeBigInt64LE(-7n, 7);
    data.writeDoubleLE(0.25, 15);
    writeFileSync(file, Buffer.concat([raw, data.subarray(0, at)]));
    const back = await readTensors(file);
    expect(Object.fromEntries([...back].map(([name, one]) => [name, one.dataSync()[0]]))).toEqual({
      BOOL: 1,
      U8: 200,
      I8: -100,
      I16: -30_000,
      U16: 60_000,
      I64: -7,
      F64: 0.25,
    });
    dispose([...back.values()]);
  });

  it('refuses what a tensor cannot hold, and keeps nothing', async () => {
    const first = { a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } };
    for (const [entry, bytes, message] of [
      [{ dtype: 'U32', shape: [1], data_offsets: [4, 8] }, 8, /tensor "b" is U32; read are/],
      [{ dtype: 'F32', shape: [1, 1, 1, 1, 1, 1, 1], data_offsets: [4, 8] }, 8, /"b" has 7 dimensions/],
      [{ dtype: 'I64', shape: [1], data_offsets: [4, 12] }, 12, /"b" holds 72340172838076673; numbers beyond 32 bits/],
    ] as const) {
      writeRaw(file, { ...first, b: entry }, bytes);
      await expect(readTensors(file)).rejects.toThrow(message);
      await expect(readTensors(file)).rejects.toBeInstanceOf(DataFormatError);
    }
  });
});
