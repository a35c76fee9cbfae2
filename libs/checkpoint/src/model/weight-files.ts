import { DataFormatError } from '@weitiao/core';
import { readIndex, type WeightIndex } from './weight-index.js';
import { inFolder, type WeightPlace } from './weight-place.js';

const single = 'model.safetensors';
const index = 'model.safetensors.index.json';
/** The same as Python pickles it, where there is no safetensors file. */
const pickled = { single: 'pytorch_model.bin', index: 'pytorch_model.bin.index.json' };

/** The files of a place that a model is loaded from. */
interface ChosenFiles {
  readonly files: readonly string[];
  /** Where an index names them. */
  readonly index?: WeightIndex;
}

/**
 * `model.safetensors`, or the files that its index names; where there are none, `pytorch_model.bin` or its parts. Whatever else lies there is not read.
 * @throws DataFormatError when there are none, or the index is none
 */
export async function chosenFiles(place: WeightPlace): Promise<ChosenFiles> {
  const there = await place.files();
  const found = chosenOf(there);
  if (found === undefined) throw new DataFormatError(place.name, whyNone(there));
  return filesOf(place, found);
}

/** Names of the files of a folder that decide a model's weights, the index among them; none where it holds none. @throws DataFormatError */
export async function weightFileNames(folder: string): Promise<string[]> {
  const place = inFolder(folder);
  const found = chosenOf(await place.files());
  if (found === undefined) return [];
  const { files } = await filesOf(place, found);
  return [...new Set([found, ...files])];
}

const chosenOf = (files: readonly string[]): string | undefined =>
  [single, index, pickled.single, pickled.index].find((name) => files.includes(name));

async function filesOf(place: WeightPlace, chosen: string): Promise<ChosenFiles> {
  if (!chosen.endsWith('.json')) return { files: [chosen] };
  const named = await readIndex(place, chosen);
  return { files: named.shards, index: named };
}

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
