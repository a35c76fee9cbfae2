import { DataFormatError } from '@weitiao/core';
import type { FileHandle } from 'node:fs/promises';
import { elementBytes, tensorTypes } from './data-types.js';
import { decode, type Values } from './decode.js';
import type { TensorEntry } from './header.js';
import { readFully } from '../files/read-fully.js';

/** Bytes that are decoded at a time. A multiple of every element's size. */
const pieceBytes = 2 ** 20;

/** How many numbers a tensor holds. */
export const sizeOf = ({ shape }: { readonly shape: readonly number[] }): number =>
  shape.reduce((product, length) => product * length, 1);

/** @throws DataFormatError when no tensor can hold values of this type or shape */
export function tensorType(file: string, { name, type, shape }: TensorEntry): 'float32' | 'int32' {
  const found = tensorTypes[type];
  if (!found)
    throw new DataFormatError(file, `tensor "${name}" is ${type}; read are ${Object.keys(tensorTypes).join(', ')}.`);
  if (shape.length > 6)
    throw new DataFormatError(file, `tensor "${name}" has ${shape.length} dimensions; read are up to 6.`);
  return found;
}

/** Fills `target` with numbers of a tensor, from the `from`-th on. */
export type Source = (target: Values, from: number) => Promise<void>;

/**
 * Reads the numbers of one tensor, without holding more of the file than a piece, in one place for all of them.
 * @throws DataFormatError
 */
export function numbersOf(handle: FileHandle, file: string, entry: TensorEntry): Source {
  const { type } = entry;
  const size = elementBytes[type];
  const isAsInMemory = type === 'F32' || type === 'I32';
  const piece = new Uint8Array(isAsInMemory ? 0 : Math.min(pieceBytes, entry.bytes));
  return async (target, from) => {
    const [position, bytes] = [entry.position + from * size, target.length * size];
    if (isAsInMemory) return readFully(handle, file, new Uint8Array(target.buffer, target.byteOffset, bytes), position);
    for (let done = 0; done < bytes; done += piece.length) {
      const part = piece.subarray(0, Math.min(piece.length, bytes - done));
      await readFully(handle, file, part, position + done);
      decode(file, entry, part, target.subarray(done / size, (done + part.length) / size));
    }
  };
}
