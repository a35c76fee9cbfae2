import { DataFormatError } from '@weitiao/core';
import { withFile } from '../files/with-file.js';
import { elementBytes, type DataType } from '../safetensors/data-types.js';
import type { SafetensorsHeader, TensorEntry } from '../safetensors/header.js';
import { readArchive, type TorchArchive } from './archive.js';
import { StoredTensor } from './pickled.js';
import { RefusedPickleError, refuseUnless } from './refused.js';
import { unpickle } from './unpickle.js';

const typeOf: { readonly [kind: string]: DataType } = {
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  DoubleStorage: 'F64',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

/**
 * What a file of `torch.save(state_dict)` says of its tensors and where their numbers lie. Its pickle is read and not executed: whatever is no part of
 * a state dict is refused by name.
 * @throws DataFormatError
 */
export const readTorchHeader = (file: string): Promise<SafetensorsHeader> =>
  withFile(file, async (handle) => {
    try {
      return { file, metadata: {}, tensors: tensorsOf(await readArchive(handle, file)) };
    } catch (error) {
      if (error instanceof DataFormatError || (error as NodeJS.ErrnoException).code) throw error;
      const { message } = error as Error;
      const fault =
        error instanceof RefusedPickleError
          ? `${message}.\n  Only plain state dicts that PyTorch saved are read. If you trust it, save it again as safetensors with Python.`
          : `it is damaged (${message}). Download it again.`;
      throw new DataFormatError(file, fault, { cause: error });
    }
  });

function tensorsOf(archive: TorchArchive): Map<string, TensorEntry> {
  const content = unpickle(archive.pickle);
  refuseUnless(content instanceof Map, 'it holds no dictionary of tensors');
  return new Map(
    [...content].map(([name, value]) => {
      refuseUnless(typeof name === 'string', 'a key of it is no text');
      refuseUnless(value instanceof StoredTensor, `"${name}" is no tensor: wanted is a plain state dict`);
      return [name, entryOf(name, value, archive)];
    }),
  );
}

function entryOf(name: string, tensor: StoredTensor, { storages }: TorchArchive): TensorEntry {
  const { storage, offset, shape, strides } = tensor;
  const type = typeOf[storage.kind];
  const stored = storages.get(storage.key);
  refuseUnless(type !== undefined && stored !== undefined, `the numbers of "${name}" are not in it`);
  refuseUnless(isContiguous(shape, strides), `"${name}" is stored transposed or with gaps; save it with .contiguous()`);
  const [size, bytes] = [elementBytes[type], shape.reduce((product, length) => product * length, elementBytes[type])];
  refuseUnless(
    Number.isSafeInteger(bytes) && offset * size + bytes <= Math.min(stored.bytes, storage.size * size),
    `"${name}" of shape [${shape.join(', ')}] needs more numbers than are stored for it`,
  );
  return { name, type, shape, position: stored.position + offset * size, bytes };
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let wanted = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== wanted) return shape.includes(0);
    wanted *= shape[axis]!;
  }
  return shape.length === strides.length;
}
