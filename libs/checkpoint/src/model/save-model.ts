import { DataFormatError } from '@weitiao/core';
import type { Stored } from '@weitiao/tensor';
import { copyFile, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFolder } from '../files/replace-folder.js';
import { writeFileAtomically } from '../files/write-file-atomically.js';
import { linkedFrom } from './linked-from.js';
import { readModelConfig } from './model-config.js';
import { withOlderKeys } from './older-keys.js';
import { writeWeights, type WeightFiles } from './write-weights.js';

const dataTypes = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' } as const;

/** Files of a model folder that belong to its tokenizer and its way of generating, and its terms. */
const carried = new Set([
  'LICENSE',
  'added_tokens.json',
  'chat_template.jinja',
  'chat_template.json',
  'generation_config.json',
  'ice_text.model',
  'merges.txt',
  'qwen.tiktoken',
  'special_tokens_map.json',
  'tokenizer.json',
  'tokenizer.model',
  'tokenizer_config.json',
  'vocab.json',
  'vocab.txt',
]);

/** Code that auto_map names, without which transformers loads neither model nor tokenizer of such a folder. */
const isOwnCode = (name: string): boolean => /^(configuration|modeling|quantization|tokenization)_\w+\.py$/.test(name);

export interface SavedModel extends WeightFiles {
  /** Model folder that the weights were trained from; config.json and tokenizer are taken from it. */
  readonly source: string;
  /** Every weight by its name in the checkpoint. */
  readonly weights: ReadonlyMap<string, Stored>;
}

/**
 * Writes a model folder that transformers loads. The folder appears whole or not at all; an older model folder of that name is replaced.
 * @throws CannotWriteError · DataFormatError
 */
export async function saveModel(
  folder: string,
  { source, weights, type = 'F32', ...files }: SavedModel,
): Promise<void> {
  if (resolve(folder) === resolve(source))
    throw new DataFormatError(folder, 'this is the model that was trained from. Choose another folder.');
  const { file } = await readModelConfig(source);
  const config = withOlderKeys(withDataType(await readFile(file, 'utf8'), dataTypes[type]));
  const others = (await readdir(source)).filter((name) => carried.has(name) || isOwnCode(name));
  await Promise.all(others.map((name) => linkedFrom(source, name)));
  await writeFolder(folder, 'config.json', async (temporary) => {
    await writeWeights(temporary, weights, { type, ...files });
    await writeFileAtomically(join(temporary, 'config.json'), config);
    for (const name of others) await copyFile(join(source, name), join(temporary, name));
  });
}

/** Changes the text and not the parsed object: JSON.parse loses that 0.0 is a float, which strict readers of config.json ask for. */
function withDataType(text: string, name: string): string {
  const key = /("(?:torch_)?dtype"\s*:\s*)"[^"]*"/g;
  if (key.test(text)) return text.replace(key, `$1"${name}"`);
  return text.replace('{', `{\n  "torch_dtype": "${name}",`);
}
