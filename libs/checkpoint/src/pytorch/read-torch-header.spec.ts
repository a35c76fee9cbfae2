import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { DataFormatError } from '@weitiao/core';
import { dispose } from '@weitiao/tensor';
import fc from 'fast-check';
import { existsSync, readFileSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors, readWanted } from '../safetensors/read-tensors.js';
import { readTorchHeader } from './read-torch-header.js';
import { unpickle } from './unpickle.js';

const folder = temporaryFolder();
const fixture = (name: string) => join(import.meta.dirname, '__fixtures__', name);

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('a state dict that PyTorch saved', () => {
  it('has the tensors of the same as safetensors: every type, views of one storage, parameters', async () => {
    const file = fixture('plain.bin');
    const { tensors } = await readTorchHeader(file);
    const read = await readWanted([...tensors].map(([name, entry]) => ({ name, file, entry })));
    const wanted = await readTensors(fixture('plain.safetensors'));
    expect([...read.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [name, tensor] of wanted) {
      expect(read.get(name)!.shape).toEqual(tensor.shape);
      expect(Array.from(read.get(name)!.dataSync())).toEqual(Array.from(tensor.dataSync()));
    }
    dispose([...read.values(), ...wanted.values()]);
  });

  it('is read whatever the protocol of its pickle', async () => {
    const { tensors } = await readTorchHeader(fixture('protocol-4.bin'));
    expect([...tensors.keys()]).toEqual(['weight']);
  });
});

describe('the restricted reader refuses by name, and runs nothing', () => {
  it.each([
    ['hostile-eval.bin', /it names "__builtin__\.eval"/],
    ['hostile-system.bin', /it names "posix\.system"/],
    ['hostile-nested.bin', /it names "torch\.storage\._load_from_bytes"/],
    ['hostile-build.bin', /it sets attributes of what is no dictionary/],
    ['hostile-instance.bin', /it holds the operation 0x53/],
    ['too-large.bin', /"weight" of shape \[1000, 1000\] needs more numbers than are stored/],
    ['transposed.bin', /"weight" is stored transposed or with gaps; save it with \.contiguous\(\)/],
    ['no-tensor.bin', /"epoch" is no tensor: wanted is a plain state dict/],
    ['list.bin', /it holds no dictionary of tensors/],
    ['compressed.bin', /is compressed or encrypted/],
    ['cut.bin', /it ends too early/],
    ['hostile-parent.bin', /it is damaged \(invalid relative path: archive\/data\/\.\.\/\.\.\/\.\.\/executed\)/],
    ['hostile-absolute.bin', /it is damaged \(absolute path: \/tmp\/executed\)/],
    ['hostile-windows.bin', /it is damaged \(invalid/],
    ['twice.bin', /the archive holds archive\/data\/0 twice/],
    ['two-pickles.bin', /the archive holds 2 files data\.pkl/],
  ])('%s', async (name, message) => {
    const refusal = readTorchHeader(fixture(name));
    await expect(refusal).rejects.toThrow(DataFormatError);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toThrow(name);
    expect(existsSync('executed')).toBe(false);
  });

  it('the form of PyTorch before 1.6, saying what to do', async () => {
    await expect(readTorchHeader(fixture('legacy.bin'))).rejects.toThrow(
      /saved before PyTorch 1\.6.*\n.*save it again as safetensors/,
    );
  });

  it('a file that is cut off, wherever', async () => {
    const length = readFileSync(fixture('plain.bin')).length;
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const file = join(folder, `cut-${share}.bin`);
      copyFileSync(fixture('plain.bin'), file);
      truncateSync(file, Math.floor(share * length));
      await expect(readTorchHeader(file)).rejects.toThrow(DataFormatError);
    }
    await expect(readTorchHeader(join(folder, 'absent.bin'))).rejects.toThrow(/there is no such file/);
    writeFileSync(join(folder, 'empty.bin'), '');
    await expect(readTorchHeader(join(folder, 'empty.bin'))).rejects.toThrow(DataFormatError);
  });

  it('whatever bytes it is given, it gives a value or an error, and ends', () => {
    const allowed = /RefusedPickleError|TypeError|RangeError/;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          unpickle(bytes);
        } catch (error) {
          expect((error as Error).name).toMatch(allowed);
        }
      }),
      { numRuns: 500 },
    );
  });
});
