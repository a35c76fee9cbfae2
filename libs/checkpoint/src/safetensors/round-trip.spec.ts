import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { cast, dispose, tensor, tensorsAlive, type Tensor } from '@weitiao/tensor';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('write booleans', async () => {
    const real = tensor([0, 2]);
    const flags = cast(real, 'bool');
    await writeTensors(file, new Map([['flags', flags]]));
    const back = await readTensors(file);
    expect([...back.get('flags')!.dataSync()]).toEqual([0, 1]);
    dispose([real, flags, ...back.values()]);
  });
});
