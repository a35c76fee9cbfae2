import type { Stored } from '@weitiao/tensor';
import type { FileHandle } from 'node:fs/promises';
import { writeStreamAtomically } from '../files/write-file-atomically.js';
import type { DataType } from './data-types.js';
import { headerBytes, inFileOrder } from './header-bytes.js';
import { narrowed } from './narrowed.js';

export interface WriteOptions {
  /** Of the tensors that are float32; F32 when absent. */
  readonly type?: 'F32' | 'F16' | 'BF16';
  /** `{ format: 'pt' }` when absent, as PyTorch's world writes it. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Elements that are narrowed at a time. */
const piece = 2 ** 20;

/**
 * Writes a safetensors file, whole or not at all, one tensor at a time. Byte for byte what the reference implementation writes: wide
 * types first, then by name.
 * @throws CannotWriteError
 * @throws DataFormatError when a number does not fit into half precision
 */
export async function writeTensors(
  file: string,
  tensors: ReadonlyMap<string, Stored>,
  options: WriteOptions = {},
): Promise<void> {
  const rows = inFileOrder(
    [...tensors].map(([name, tensor]) => ({ name, tensor, type: typeOnDisk(tensor, options), shape: tensor.shape })),
  );
  await writeStreamAtomically(file, async (handle) => {
    await handle.writeFile(headerBytes(rows, options.metadata ?? { format: 'pt' }));
    for (const { name, tensor, type } of rows) await writeValues(handle, file, name, type, await tensor.data());
  });
}

function typeOnDisk({ dtype }: Stored, { type }: WriteOptions): DataType {
  if (dtype === 'float32' || dtype === 'bfloat16') return type ?? 'F32';
  if (dtype === 'int32') return 'I32';
  if (dtype === 'bool') return 'BOOL';
  throw new TypeError(`a tensor of ${dtype} cannot be written`);
}

type Host = Float32Array | Int32Array | Uint8Array;

async function writeValues(
  handle: FileHandle,
  file: string,
  name: string,
  type: DataType,
  values: Host,
): Promise<void> {
  if (type !== 'F16' && type !== 'BF16') return write(handle, values);
  for (let at = 0; at < values.length; at += piece) {
    const part = (values as Float32Array).subarray(at, at + piece);
    await write(handle, narrowed(part, type, file, name));
  }
}

const write = (handle: FileHandle, { buffer, byteOffset, byteLength }: ArrayBufferView): Promise<void> =>
  handle.writeFile(new Uint8Array(buffer, byteOffset, byteLength));
