import { DataFormatError } from '@weitiao/core';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isRecord, parseJson } from '../files/parse-json.js';
import { cannotRead, readTextIfThere } from '../files/read-text.js';
import { readTensorHeader } from '../pytorch/read-tensor-header.js';
import type { TensorEntry } from '../safetensors/header.js';

const single = 'model.safetensors';
const index = 'model.safetensors.index.json';
/** The same as Python pickles it, where there is no safetensors file. */
const pickled = { single: 'pytorch_model.bin', index: 'pytorch_model.bin.index.json' };

/** A tensor of a folder: the file it is in and where. */
export interface Stored {
  readonly file: string;
  readonly entry: TensorEntry;
}

/**
 * Every tensor that a model folder stores, by its name there: of `model.safetensors`, or of the files that its index names;
 * where there are none, of `pytorch_model.bin` or its parts.
 * @throws DataFormatError
 */
export async function storedTensors(folder: string): Promise<Map<string, Stored>> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new DataFormatError(folder, 'there is no such folder.', { cause: error });
    throw cannotRead(folder, error);
  });
  if (files.includes(single)) return tensorsOf([join(folder, single)]);
  if (files.includes(index)) return sharded(folder, index);
  if (files.includes(pickled.single)) return tensorsOf([join(folder, pickled.single)]);
  if (files.includes(pickled.index)) return sharded(folder, pickled.index);
  throw new DataFormatError(folder, whyNone(files));
}

async function tensorsOf(files: readonly string[]): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const file of files) {
    const { tensors } = await readTensorHeader(file);
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
  return stored;
}

async function sharded(folder: string, index: string): Promise<Map<string, Stored>> {
  const file = join(folder, index);
  const ending = index.replace(/^.*(\.[a-z]+)\.index\.json$/, '$1');
  const map = weightMap(parseJson((await readTextIfThere(file)) ?? '', file), file, ending);
  const shards = [...new Set(map.values())].sort();
  checkNumber(file, shards);
  const stored = await tensorsOf(shards.map((name) => join(folder, name)));
  const absent = [...map].filter(([name, shard]) => basename(stored.get(name)?.file ?? '') !== shard);
  if (absent.length === 0) return stored;
  const [name, shard] = absent[0]!;
  const more = absent.length > 1 ? `, and ${absent.length - 1} more are not where it says` : '';
  throw new DataFormatError(
    file,
    `it says that "${name}" is in ${shard}, where it is not${more}. Index and files are of different checkpoints.`,
  );
}

/** Each file's name tells how many there are. */
function checkNumber(file: string, shards: readonly string[]): void {
  const numbers = new Set(shards.map((name) => /-of-0*(\d+)\./.exec(name)?.[1]));
  const [number] = numbers;
  if (number === undefined || (numbers.size === 1 && Number(number) === shards.length)) return;
  const told = [...numbers].map((one) => one ?? 'none').join(' and ');
  throw new DataFormatError(
    file,
    `it names ${shards.length} files (${shards.slice(0, 3).join(', ')}), whose own names tell of ${told}. It is of another revision than the files, or cut: download the folder again.`,
  );
}

function weightMap(content: unknown, file: string, ending: string): Map<string, string> {
  const map = isRecord(content) ? content['weight_map'] : undefined;
  if (!isRecord(map))
    throw new DataFormatError(
      file,
      'it has no weight_map. Wanted: {"weight_map": {"name of a tensor": "name of its file"}}.',
    );
  return new Map(
    Object.entries(map).map(([name, shard]) => {
      if (typeof shard === 'string' && isPlainName(shard) && shard.endsWith(ending)) return [name, shard];
      throw new DataFormatError(
        file,
        `the file of "${name}" is ${JSON.stringify(shard)}; wanted is the name of a ${ending} file in the same folder.`,
      );
    }),
  );
}

/** Neither a path, nor one on Windows, nor hidden. */
const isPlainName = (name: string): boolean => name === basename(name) && !/[\\/:\0]|^\./.test(name);

function whyNone(files: readonly string[]): string {
  const parts = files.filter((name) => /\.safetensors$|^pytorch_model-.*\.bin$/.test(name));
  if (parts.length > 0)
    return `there is no ${single}, and of parts only ${parts.slice(0, 3).join(', ')} without the index. Download the index (*.index.json) too.`;
  const pickle = files.find((name) => /\.(bin|pt|pth|ckpt)$/.test(name));
  if (!pickle)
    return `there is no ${single} (nor ${index}), and no ${pickled.single}. Wanted is a model folder in the Hugging Face format.`;
  return [
    `there are no safetensors files, only ${pickle}, which is not called ${pickled.single}. If it is the model's state dict, convert it once, where you trust it:`,
    `  python -c "from transformers import AutoModelForCausalLM as M; M.from_pretrained('FOLDER').save_pretrained('FOLDER-safetensors')"`,
  ].join('\n');
}
