import type { Adapter, BaseModel, Parameter, PeftMethod } from '@weitiao/core';
import type { Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/write-file-atomically.js';
import { writeFolder } from '../files/replace-folder.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { parametersByKey, promptKey, virtualRows } from './adapter-keys.js';
import { configText } from './config-text.js';

export interface SavedAdapter {
  readonly method: PeftMethod;
  readonly model: BaseModel;
  readonly adapter: Adapter;
  /** The value of each of its parameters. */
  readonly values: (parameter: Parameter) => Tensor;
  /** What the prompt's or the prefix's `rows` gives; needed where the adapter has one. */
  readonly rows?: Tensor;
  /** Name or folder of the model that it was trained on, for `base_model_name_or_path`. */
  readonly baseModel: string;
}

/**
 * Writes an adapter in the PEFT format: adapter_config.json and adapter_model.safetensors. The folder appears whole or not at all; an
 * older adapter folder of that name is replaced.
 * @throws CannotWriteError
 */
export async function saveAdapter(folder: string, saved: SavedAdapter): Promise<void> {
  const { method, model, baseModel } = saved;
  if (!method.file)
    throw new Error(`${method.name} has no adapter file: it trains base weights, which saveModel writes`);
  const config = configText(method.file, method.options, model, baseModel);
  const tensors = tensorsOf(saved);
  await writeFolder(folder, 'adapter_config.json', async (temporary) => {
    await writeTensors(join(temporary, 'adapter_model.safetensors'), tensors);
    await writeFileAtomically(join(temporary, 'adapter_config.json'), config);
  });
}

function tensorsOf({ method, model, adapter, values, rows }: SavedAdapter): Map<string, Tensor> {
  const tensors = new Map([...parametersByKey(adapter)].map(([key, parameter]) => [key, values(parameter)]));
  const virtual = virtualRows(adapter, model);
  if (!virtual) return tensors;
  if (String(rows?.shape) !== String(virtual.shape)) {
    throw new Error(
      `the rows of ${method.name} have the shape [${rows?.shape.join(', ') ?? ''}], wanted [${virtual.shape.join(', ')}]`,
    );
  }
  return tensors.set(promptKey, rows!);
}
