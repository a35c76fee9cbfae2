import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { cast, dispose, tensor, tensorsAlive, type Tensor } from '@weitiao/tensor';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithShared, sharedFolder } from '../__fixtures__/shared-folder.js';
import { rawSafetensors, writeRaw } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readSafetensorsHeader } from './read-header.js';
import { readTensors } from './read-tensors.js';
import { writeTensors } from './write-tensors.js';

const file = join(temporaryFolder(), 'some.safetensors');
const bits = (one: Tensor): Uint32Array => new Uint32Array((one.dataSync() as Float32Array).slice().buffer);

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('writeTensors and readTensors', () => {
  let before = 0;
  beforeAll(() => {
    before = tensorsAlive().count;
  });
  afterEach(() => expect(tensorsAlive().count).toBe(before));

  it('bring every bit of every tensor back', async () => {
    const content = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const words = fc.uint32Array({ minLength: size, maxLength: size });
      return fc.record({ shape: fc.constant(shape), words, whole: fc.boolean() });
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), content, { maxKeys: 6 }), async (contents) => {
        const tensors = new Map(
          Object.entries(contents).map(([name, { shape, words, whole }]) => {
            const values = whole ? new Int32Array(words.buffer) : new Float32Array(words.buffer);
            return [name, tensor(values, shape, whole ? 'int32' : 'float32')] as const;
          }),
        );
        tensors.delete('__metadata__');
        await writeTensors(file, tensors);
        const back = await readTensors(file);
        expect(new Set(back.keys())).toEqual(new Set(tensors.keys()));
        for (const [name, { shape, dtype }] of tensors) {
          expect({ shape: back.get(name)!.shape, dtype: back.get(name)!.dtype }).toEqual({ shape, dtype });
          expect(bits(back.get(name)!)).toEqual(bits(tensors.get(name)!));
        }
        dispose([...tensors.values(), ...back.values()]);
      }),
      { numRuns: 60 },
    );
  });

  it('write the same bytes whatever order the tensors come in', async () => {
    const one = tensor([1, 2], [2], 'int32');
    const two = tensor([0.5], [1]);
    await writeTensors(
      file,
      new Map([
        ['b', one],
        ['a', two],
      ]),
    );
    const first = readFileSync(file);
    await writeTensors(
      file,
      new Map([
        ['a', two],
        ['b', one],
      ]),
    );
    expect(readFileSync(file)).toEqual(first);
    expect((await readSafetensorsHeader(file)).metadata).toEqual({ format: 'pt' });
    dispose([one, two]);
  });

  it('round to half precision and bfloat16 when asked, and leave whole numbers alone', async () => {
    const tensors = new Map([
      ['real', tensor([1 / 3, -65_504])],
      ['whole', tensor([70_000], [1], 'int32')],
    ]);
    for (const [type, third] of [
      ['F16', 0.333251953125],
      ['BF16', 0.333984375],
    ] as const) {
      await writeTensors(file, tensors, { type });
      const back = await readTensors(file);
      expect(back.get('real')!.dataSync()[0]).toBe(third);
      expect([...back.get('whole')!.dataSync()]).toEqual([70_000]);
      expect((await readSafetensorsHeader(file)).tensors.get('real')!.type).toBe(type);
      dispose([...back.values()]);
    }
    dispose([...tensors.values()]);
  });

  it('refuse what half precision cannot hold, and leave the old file', async () => {
    writeFileSync(file, 'old');
    const large = tensor([1, 70_000]);
    await expect(writeTensors(file, new Map([['large', large]]), { type: 'F16' })).rejects.toThrow(
      /"large" holds 70000, beyond half precision/,
    );
    expect(readFileSync(file, 'utf8')).toBe('old');
    dispose(large);
  });

  it('read the types that Python writes', async () => {
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

  it('refuse what a tensor cannot hold, and keep nothing', async () => {
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

  it('write booleans', async () => {
    const real = tensor([0, 2]);
    const flags = cast(real, 'bool');
    await writeTensors(file, new Map([['flags', flags]]));
    const back = await readTensors(file);
    expect([...back.get('flags')!.dataSync()]).toEqual([0, 1]);
    dispose([real, flags, ...back.values()]);
  });
});

describeWithShared('writeTensors beside the reference implementation', () => {
  it.each(['lora/end', 'prefix-tuning/end'])('writes %s byte for byte', async (name) => {
    const theirs = join(sharedFolder, 'golden', name, 'adapter_model.safetensors');
    const tensors = await readTensors(theirs);
    await writeTensors(file, tensors);
    expect(readFileSync(file).equals(readFileSync(theirs))).toBe(true);
    dispose([...tensors.values()]);
  });

  it('sorts real and whole numbers as it does', async () => {
    const theirs = join(sharedFolder, 'golden', 'logits.safetensors');
    const tensors = await readTensors(theirs);
    const { metadata } = await readSafetensorsHeader(theirs);
    await writeTensors(file, tensors, { metadata });
    const [ours, expected] = [await readSafetensorsHeader(file), await readSafetensorsHeader(theirs)];
    expect([...ours.tensors.keys()]).toEqual([...expected.tensors.keys()]);
    dispose([...tensors.values()]);
  });

  it('rounds a real checkpoint as PyTorch does', async () => {
    const whole = await readTensors(join(sharedFolder, 'models/bloom-zh-7m/model.safetensors'));
    await writeTensors(file, whole, { type: 'F16' });
    expect(readFileSync(file).equals(readFileSync('examples/quickstart/model/model.safetensors'))).toBe(true);
    dispose([...whole.values()]);
  });
});
