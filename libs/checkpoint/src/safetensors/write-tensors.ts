import type { Stored } from '@weitiao/tensor';
import type { FileHandle } from 'node:fs/promises';
import { writeStreamAtomically } from '../files/write-file-atomically.js';
import { elementBytes, type DataType } from './data-types.js';
import { narrowed } from './narrowed.js';

export interface WriteOptions {
  /** Of the tensors that are float32; F32 when absent. */
  readonly type?: 'F32' | 'F16' | 'BF16';
  /** `{ format: 'pt' }` when absent, as PyTorch's world writes it. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The reference implementation puts later types first, so that every tensor is aligned to its element. */
const order: readonly DataType[] = ['BOOL', 'F16', 'BF16', 'I32', 'F32'];

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
  const rows = [...tensors].map(([name, tensor]) => ({ name, tensor, type: typeOnDisk(tensor, options) }));
  rows.sort((a, b) => order.indexOf(b.type) - order.indexOf(a.type) || (a.name < b.name ? -1 : 1));
  await writeStreamAtomically(file, async (handle) => {
    await handle.writeFile(headerOf(rows, options.metadata ?? { format: 'pt' }));
    for (const { name, tensor, type } of rows) await writeValues(handle, file, name, type, await tensor.data());
  });
}

interface Row {
  readonly name: string;
  readonly tensor: Stored;
  readonly type: DataType;
}

function typeOnDisk({ dtype }: Stored, { type }: WriteOptions): DataType {
  if (dtype === 'float32' || dtype === 'bfloat16') return type ?? 'F32';
  if (dtype === 'int32') return 'I32';
  if (dtype === 'bool') return 'BOOL';
  throw new TypeError(`a tensor of ${dtype} cannot be written`);
}

/** Length and JSON, filled up with spaces so that the tensors begin at a multiple of eight bytes. */
function headerOf(rows: readonly Row[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const entries = rows.map(({ name, type, tensor: { shape, size } }) => {
    const start = end;
    end += size * elementBytes[type];
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype: type, shape, data_offsets: [start, end] })}`;
  });
  const json = Buffer.from(`{${[`"__metadata__":${JSON.stringify(metadata)}`, ...entries].join(',')}}`);
  const header = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  header.writeBigUInt64LE(BigInt(header.length - 8));
  json.copy(header, 8);
  return header;
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
