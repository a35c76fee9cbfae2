import type { Stored, Tensor } from '@weitiao/tensor';
import type { FileHandle } from 'node:fs/promises';
import { withFile } from '../files/with-file.js';
import type { TensorEntry } from './header.js';
import { readHeader } from './read-header.js';
import { numbersOf, sizeOf, tensorType } from './read-values.js';
import { Upload } from './upload.js';

/** A tensor of a file, and the name under which it is wanted. */
export interface Wanted {
  readonly name: string;
  readonly file: string;
  readonly entry: TensorEntry;
}

/**
 * All tensors of a safetensors file, by name. They belong to the caller; no scope frees them.
 * Floating-point ones become float32, whole numbers int32.
 * @throws DataFormatError
 */
export async function readTensors(file: string): Promise<Map<string, Tensor>> {
  const { tensors } = await withFile(file, (handle) => readHeader(handle, file));
  return readWanted([...tensors].map(([name, entry]) => ({ name, file, entry })));
}

/** Reads these tensors one after the other, a file at a time. When one fails, those before it are freed. */
export const readWanted = (wanted: readonly Wanted[]): Promise<Map<string, Tensor>> => readEach(wanted, readWhole);

/** One of them, floating-point numbers as float32. */
export function readWhole(upload: Upload, handle: FileHandle, { file, entry }: Wanted): Promise<Tensor> {
  const type = tensorType(file, entry);
  return upload.tensor(type, entry.shape, numbersOf(handle, file, entry));
}

/** The same, where each may be held otherwise than as a tensor. */
export async function readEach<T extends Stored>(
  wanted: readonly Wanted[],
  read: (upload: Upload, handle: FileHandle, one: Wanted) => Promise<T>,
): Promise<Map<string, T>> {
  wanted.forEach(({ file, entry }) => tensorType(file, entry));
  const upload = new Upload(wanted.reduce((most, { entry }) => Math.max(most, sizeOf(entry)), 0));
  const tensors = new Map<string, T>();
  try {
    for (const file of new Set(wanted.map(({ file }) => file))) {
      await withFile(file, async (handle) => {
        for (const one of wanted.filter((each) => each.file === file))
          tensors.set(one.name, await read(upload, handle, one));
      });
    }
  } catch (error) {
    for (const made of tensors.values()) made.dispose();
    throw error;
  }
  return tensors;
}
