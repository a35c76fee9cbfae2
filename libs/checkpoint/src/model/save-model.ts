import { DataFormatError } from '@weitiao/core';
import type { Tensor } from '@weitiao/tensor';
import { copyFile, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFolder } from '../files/replace-folder.js';
import { writeFileAtomically } from '../files/write-file-atomically.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { readModelConfig } from './model-config.js';

const dataTypes = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' } as const;

/** Files of a model folder that belong to its tokenizer and its way of generating. */
const carried = [
  'added_tokens.json',
  'chat_template.jinja',
  'chat_template.json',
  'generation_config.json',
  'merges.txt',
  'special_tokens_map.json',
  'tokenizer.json',
  'tokenizer.model',
  'tokenizer_config.json',
  'vocab.json',
];

export interface SavedModel {
  /** Model folder that the weights were trained from; config.json and tokenizer are taken from it. */
  readonly source: string;
  /** Every weight by its name in the checkpoint. */
  readonly weights: ReadonlyMap<string, Tensor>;
  /** F32 when absent. */
  readonly type?: keyof typeof dataTypes;
}

/**
 * Writes a model folder that transformers loads. The folder appears whole or not at all; an older model folder of that name is replaced.
 * @throws CannotWriteError · DataFormatError
 */
export async function saveModel(folder: string, { source, weights, type = 'F32' }: SavedModel): Promise<void> {
  if (resolve(folder) === resolve(source))
    throw new DataFormatError(folder, 'this is the model that was trained from. Choose another folder.');
  const { file } = await readModelConfig(source);
  const config = withDataType(await readFile(file, 'utf8'), dataTypes[type]);
  const files = (await readdir(source)).filter((name) => carried.includes(name));
  await writeFolder(folder, 'config.json', async (temporary) => {
    await writeTensors(join(temporary, 'model.safetensors'), weights, { type });
    await writeFileAtomically(join(temporary, 'config.json'), config);
    for (const name of files) await copyFile(join(source, name), join(temporary, name));
  });
}

/** Changes the text and not the parsed object: JSON.parse loses that 0.0 is a float, which strict readers of config.json ask for. */
function withDataType(text: string, name: string): string {
  const key = /("(?:torch_)?dtype"\s*:\s*)"[^"]*"/g;
  if (key.test(text)) return text.replace(key, `$1"${name}"`);
  return text.replace('{', `{\n  "torch_dtype": "${name}",`);
}
