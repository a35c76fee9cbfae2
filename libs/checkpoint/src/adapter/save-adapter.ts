import type { Adapter, BaseModel, Parameter, PeftMethod, WrittenAdapter } from '@weitiao/core';
import { dispose, keep, scope, type Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/write-file-atomically.js';
import { writeFolder } from '../files/replace-folder.js';
import { folderForm } from '../foreign/folder-form.js';
import { writeTensors } from '../safetensors/write-tensors.js';
import { copiesByKey, parametersByKey, promptKey, virtualRows } from './adapter-keys.js';
import { configText } from './config-text.js';
import { writeTrainingTemplate, type TrainingTemplate } from './training-template.js';

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
  /** How the conversations were written that it was trained on; absent where there were none. */
  readonly template?: TrainingTemplate | undefined;
}

/**
 * Writes an adapter in the PEFT format, adapter_config.json and adapter_model.safetensors, or in adapter-hub's where the method is of it, and beside them how what it was trained on was
 * written. The folder appears whole or not at all; an
 * older adapter folder of that name is replaced.
 * @throws CannotWriteError
 */
export async function saveAdapter(folder: string, saved: SavedAdapter): Promise<void> {
  const { method, model, adapter, baseModel } = saved;
  if (!method.file)
    throw new Error(`${method.name} has no adapter file: it trains base weights, which saveModel writes`);
  const { content, made } = contentOf(saved);
  try {
    const config = configText(method.file, content.options, model, baseModel);
    const form = folderForm(method.file.type);
    const tensors = new Map([...content.tensors].map(([name, tensor]) => [form.keyOf(name), tensor]));
    for (const [key, parameter] of copiesByKey(parametersByKey(adapter, form.keyOf), form.keyOf))
      tensors.set(key, saved.values(parameter));
    const virtual = virtualRows(adapter, model);
    if (virtual) tensors.set(promptKey, checkedRows(saved, virtual.shape));
    await writeFolder(folder, 'adapter_config.json', async (temporary) => {
      await writeTensors(join(temporary, form.tensorFile), tensors);
      await writeFileAtomically(join(temporary, 'adapter_config.json'), config);
      if (saved.template) await writeTrainingTemplate(temporary, saved.template);
    });
  } finally {
    dispose(made);
  }
}

/** What the method writes of its options and values, and the tensors that it made for that. */
function contentOf({ method, adapter, values }: SavedAdapter): { content: WrittenAdapter; made: Tensor[] } {
  const own = [...parametersByKey(adapter).values()].map((parameter) => [parameter.name, values(parameter)] as const);
  const trained = new Map(own);
  if (!method.written) return { content: { options: method.options, tensors: trained }, made: [] };
  const result: { content?: WrittenAdapter; made: Tensor[] } = { made: [] };
  scope(() => {
    result.content = method.written!(trained);
    const old = new Set(trained.values());
    result.made = [...result.content.tensors.values()].filter((tensor) => !old.has(tensor)).map(keep);
  });
  return { content: result.content!, made: result.made };
}

function checkedRows({ method, rows }: SavedAdapter, shape: readonly number[]): Tensor {
  if (rows && String(rows.shape) === String(shape)) return rows;
  const came = rows?.shape.join(', ') ?? '';
  throw new Error(`the rows of ${method.name} have the shape [${came}], wanted [${shape.join(', ')}]`);
}
