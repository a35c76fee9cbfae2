import { writeStreamAtomically } from '../../files/write-file-atomically.js';
import { narrowed } from '../../safetensors/narrowed.js';
import { bytesOf, tensorCodes, type GgufType } from './gguf-type.js';
import { long, stringBytes, unsigned, valueBytes, type GgufValue } from './gguf-value.js';
import { quantiseQ8 } from './quantise-q8.js';

/** A tensor of the file; its numbers are made when it is its turn. */
export interface GgufTensor {
  readonly name: string;
  /** As PyTorch has it, outermost first. */
  readonly shape: readonly number[];
  readonly type: GgufType;
  /** The caller's; written and forgotten before the next is made. */
  values(): Promise<Float32Array>;
}

/** Tensors begin at a multiple of this many bytes. */
const alignment = 32;

/** Numbers that are encoded at a time: a multiple of the block of `q8_0`. */
const piece = 2 ** 20;

/**
 * Writes a GGUF file (version 3, little-endian), whole or not at all, one tensor at a time.
 * @param metadata in the order in which it is written
 * @throws CannotWriteError · DataFormatError when a number does not fit into half precision
 */
export async function writeGguf(
  file: string,
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Promise<void> {
  await writeStreamAtomically(file, async (handle) => {
    const head = headOf(metadata, tensors);
    await handle.writeFile(Buffer.concat([head, padding(head.length)]));
    for (const { name, type, values } of tensors) {
      const all = await values();
      for (let at = 0; at < all.length; at += piece)
        await handle.writeFile(encoded(all.subarray(at, at + piece), type, file, name));
      await handle.writeFile(padding(bytesOf(type, all.length)));
    }
  });
}

function headOf(metadata: ReadonlyMap<string, GgufValue>, tensors: readonly GgufTensor[]): Buffer {
  const parts = [Buffer.from('GGUF'), unsigned(3), long(tensors.length), long(metadata.size)];
  for (const [key, value] of metadata) parts.push(stringBytes(key), valueBytes(value));
  let offset = 0;
  for (const { name, shape, type } of tensors) {
    // ggml counts dimensions from the innermost.
    const dimensions = [...shape].reverse().map(long);
    parts.push(stringBytes(name), unsigned(shape.length), ...dimensions, unsigned(tensorCodes[type]), long(offset));
    const bytes = bytesOf(type, sizeOf(shape));
    offset += bytes + padding(bytes).length;
  }
  return Buffer.concat(parts);
}

const padding = (length: number): Buffer => Buffer.alloc((alignment - (length % alignment)) % alignment);

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

function encoded(values: Float32Array, type: GgufType, file: string, name: string): Uint8Array {
  if (type === 'q8_0') return quantiseQ8(values);
  const narrow = type === 'f32' ? values : narrowed(values, type === 'f16' ? 'F16' : 'BF16', file, name);
  return new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength);
}
