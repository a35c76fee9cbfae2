import { DataFormatError } from '@weitiao/core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parseJson } from '../files/parse-json.js';
import { readTextIfThere } from '../files/read-text.js';

/** The content of a model folder's config.json. */
export interface ModelConfig {
  /** Its path. */
  readonly file: string;
  /** Says which plugin reads the model, e.g. `bloom`. */
  readonly modelType: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** @throws DataFormatError when there is none, it is no JSON (with its line), or has no `model_type` */
export async function readModelConfig(folder: string): Promise<ModelConfig> {
  const file = join(folder, 'config.json');
  const text = await readTextIfThere(file);
  if (text === undefined) throw new DataFormatError(file, await whyMissing(folder));
  const config = parseJson(text, file);
  if (!isRecord(config))
    throw new DataFormatError(
      file,
      'it holds no JSON object. Wanted is the config.json of a Hugging Face model folder.',
    );
  const modelType = config['model_type'];
  if (typeof modelType !== 'string' || modelType === '') {
    const came = modelType === undefined ? 'it has no model_type' : `model_type is ${JSON.stringify(modelType)}`;
    throw new DataFormatError(
      file,
      `${came}; wanted is a name such as "bloom". Add the one that the model's publisher gives.`,
    );
  }
  return { file, modelType, config };
}

const wanted = 'Wanted is a model folder in the Hugging Face format: config.json, *.safetensors, tokenizer.json.';

async function whyMissing(folder: string): Promise<string> {
  const files = await readdir(folder).catch(() => undefined);
  if (!files) return `there is no such folder. ${wanted}`;
  if (files.includes('adapter_config.json'))
    return 'this is the folder of an adapter. Name its base model here, and this folder as the adapter.';
  return `there is no such file. ${wanted}`;
}
