import { DataFormatError } from '@weitiao/core';
import { basename } from 'node:path';
import type { TensorEntry } from '../safetensors/header.js';
import { chosenFiles } from './weight-files.js';
import type { WeightIndex } from './weight-index.js';
import { inFolder, type WeightPlace } from './weight-place.js';

/** A tensor of a checkpoint: the file it is in and where. */
export interface Stored {
  readonly file: string;
  readonly entry: TensorEntry;
}

/**
 * Every tensor that a model folder stores, by its name there: of `model.safetensors`, or of the files that its index names;
 * where there are none, of `pytorch_model.bin` or its parts.
 * @throws DataFormatError
 */
export const storedTensors = (folder: string): Promise<Map<string, Stored>> => storedTensorsIn(inFolder(folder));

/** The same, wherever the files lie. @throws DataFormatError, and what the place throws */
export async function storedTensorsIn(place: WeightPlace): Promise<Map<string, Stored>> {
  const { files, index } = await chosenFiles(place);
  const stored = new Map<string, Stored>();
  for (const { file, tensors } of await headersOf(place, files)) {
    for (const [name, entry] of tensors) {
      const other = stored.get(name);
      if (other)
        throw new DataFormatError(
          file,
          `tensor "${name}" is in ${basename(other.file)} too. The files are of different checkpoints.`,
        );
      stored.set(name, { file, entry });
    }
  }
  if (index) checkIndex(index, stored);
  return stored;
}

/** All at once: a hub takes its time for each. Of several faults the first file's is the one to tell. */
async function headersOf(place: WeightPlace, files: readonly string[]) {
  const read = await Promise.allSettled(files.map((file) => place.header(file)));
  return read.map((header) => {
    if (header.status === 'rejected') throw header.reason;
    return header.value;
  });
}

function checkIndex({ path, map }: WeightIndex, stored: ReadonlyMap<string, Stored>): void {
  const absent = [...map].filter(([name, shard]) => basename(stored.get(name)?.file ?? '') !== shard);
  if (absent.length === 0) return;
  const [name, shard] = absent[0]!;
  const more = absent.length > 1 ? `, and ${absent.length - 1} more are not where it says` : '';
  throw new DataFormatError(
    path,
    `it says that "${name}" is in ${shard}, where it is not${more}. Index and files are of different checkpoints.`,
  );
}
