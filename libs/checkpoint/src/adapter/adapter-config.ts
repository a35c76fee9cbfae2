import { DataFormatError } from '@weitiao/core';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parseJson } from '../files/parse-json.js';
import { readTextIfThere } from '../files/read-text.js';
import { adapterHubConfig } from '../foreign/adapter-hub-config.js';

/** The content of an adapter folder's adapter_config.json. */
export interface AdapterConfig {
  /** Its path. */
  readonly file: string;
  /** `peft_type`, e.g. `LORA`; `ADAPTER_HUB` for a folder of adapter-hub. */
  readonly type: string;
  /** What the adapter was trained on, as its writer named it. */
  readonly baseModel: string | undefined;
  /** What adapter-hub calls it. */
  readonly adapterName?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const name = 'adapter_config.json';

/** @throws DataFormatError when there is none, it is no JSON (with its line), or has no `peft_type` */
export async function readAdapterConfig(folder: string): Promise<AdapterConfig> {
  const file = join(folder, name);
  const text = await readTextIfThere(file);
  if (text === undefined) throw new DataFormatError(file, await whyMissing(folder));
  const values = parseJson(text, file);
  if (!isRecord(values)) throw new DataFormatError(file, 'it holds no JSON object. Wanted is what peft writes.');
  const adapterHub = adapterHubConfig(values);
  if (adapterHub) return { file, ...adapterHub };
  const { peft_type: type, base_model_name_or_path: baseModel } = values;
  if (typeof type !== 'string')
    throw new DataFormatError(
      file,
      `peft_type is ${JSON.stringify(type) ?? 'missing'}; wanted is a name such as "LORA".`,
    );
  return { file, type, baseModel: typeof baseModel === 'string' ? baseModel : undefined, values };
}

async function whyMissing(folder: string): Promise<string> {
  const entries = await readdir(folder).catch(() => undefined);
  if (!entries)
    return 'there is no such folder. Wanted is an adapter folder: adapter_config.json and adapter_model.safetensors.';
  if (entries.includes('config.json')) return 'this is the folder of a model, not of an adapter: name it as the model.';
  const inner: string[] = [];
  for (const entry of entries) {
    const found = await access(join(folder, entry, name)).then(
      () => true,
      () => false,
    );
    if (found) inner.push(join(folder, entry));
  }
  if (inner.length > 0) return `there is no such file; an adapter is in ${inner.join(', ')}: name that folder.`;
  return 'there is no such file. Wanted is an adapter folder: adapter_config.json and adapter_model.safetensors.';
}
