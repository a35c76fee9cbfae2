import { PackedMatrix } from '@weitiao/tensor';
import type { FileHandle } from 'node:fs/promises';
import { readFully } from '../files/read-fully.js';
import type { TensorEntry } from './header.js';
import { packBrain, type Rounding } from './pack-brain.js';
import { numbersOf, type Source } from './read-values.js';
import type { Upload } from './upload.js';

/** Numbers that are packed at a time. */
const piece = 2 ** 18;

/** Thrown to leave the upload of a matrix that has numbers which bfloat16 has not. */
class Inexact extends Error {}

/**
 * A matrix of a file as bfloat16. Where the file has bfloat16, its bytes are taken as they are.
 * @param rounds false: only if that changes no number
 * @returns undefined when it would
 */
export async function readPacked(
  upload: Upload,
  handle: FileHandle,
  file: string,
  entry: TensorEntry,
  rounds: boolean,
): Promise<{ matrix: PackedMatrix; rounding: Rounding } | undefined> {
  const [rows, columns] = entry.shape as [number, number];
  const numbers = numbersOf(handle, file, entry);
  const floats = new Float32Array(entry.type === 'BF16' ? 0 : Math.min(piece, rows * columns));
  let [count, largest] = [0, 0];
  const source: Source = async (values, from) => {
    const words = values as Int32Array;
    if (entry.type === 'BF16') {
      const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      return readFully(handle, file, bytes, entry.position + 4 * from);
    }
    for (let done = 0; done < words.length; done += floats.length / 2) {
      const part = floats.subarray(0, 2 * Math.min(floats.length / 2, words.length - done));
      await numbers(part, 2 * (from + done));
      const rounding = packBrain(part, words.subarray(done, done + part.length / 2));
      if (rounding.count > 0 && !rounds) throw new Inexact();
      count += rounding.count;
      largest = Math.max(largest, rounding.largest);
    }
  };
  try {
    const words = await upload.tensor('int32', [rows, columns / 2], source);
    return { matrix: new PackedMatrix(words), rounding: { count, largest } };
  } catch (error) {
    if (error instanceof Inexact) return undefined;
    throw error;
  }
}
