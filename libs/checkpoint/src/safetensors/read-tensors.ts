import { dispose, type Tensor } from '@weitiao/tensor';
import { withFile } from '../files/with-file.js';
import type { TensorEntry } from './header.js';
import { readHeader } from './read-header.js';
import { readValues, sizeOf, tensorType } from './read-values.js';
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
export async function readWanted(wanted: readonly Wanted[]): Promise<Map<string, Tensor>> {
  wanted.forEach(({ file, entry }) => tensorType(file, entry));
  const upload = new Upload(wanted.reduce((most, { entry }) => Math.max(most, sizeOf(entry)), 0));
  const tensors = new Map<string, Tensor>();
  try {
    for (const file of new Set(wanted.map(({ file }) => file))) {
      await withFile(file, async (handle) => {
        for (const { name, entry } of wanted.filter((one) => one.file === file)) {
          const type = tensorType(file, entry);
          tensors.set(
            name,
            await upload.tensor(type, entry.shape, (values) => readValues(handle, file, entry, values)),
          );
        }
      });
    }
  } catch (error) {
    dispose([...tensors.values()]);
    throw error;
  }
  return tensors;
}
