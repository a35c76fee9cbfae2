import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { adapterHubKey, adapterHubType } from './adapter-hub-config.js';

/** How a folder with an adapter is laid out beside its adapter_config.json. */
export interface FolderForm {
  /** Name of the file with the tensors. */
  readonly tensorFile: string;
  /** Name of the same as Python pickles it. */
  readonly pickleFile: string;
  /** Name of a parameter → its key. @param there the keys that a file has, where one is read */
  keyOf(name: string, there?: ReadonlySet<string>): string;
}

/** Where peft hangs the model that it wraps. */
const modelPrefix = 'base_model.model.';

const peftForm: FolderForm = {
  tensorFile: 'adapter_model.safetensors',
  pickleFile: 'adapter_model.bin',
  keyOf(name, there) {
    // What belongs to no module of the model has a whole key for its name.
    const key = name.startsWith('base_model.') ? name : modelPrefix + name;
    // Before version 0.7, peft called the bias of an adapted layer as the model does.
    const older = key.replace('.base_layer.bias', '.bias');
    return there && !there.has(key) && there.has(older) ? older : key;
  },
};

/** @param type `peft_type`, or adapter-hub's @param adapterName what adapter-hub calls the adapter */
export function folderForm(type: string, adapterName = 'default'): FolderForm {
  if (type !== adapterHubType) return peftForm;
  return {
    tensorFile: 'adapter.safetensors',
    pickleFile: 'pytorch_adapter.bin',
    keyOf: (name, there) => adapterHubKey(name, adapterName, there),
  };
}

/** The file of the tensors: safetensors, or where there is none the pickle that PyTorch made of them. */
export async function tensorFileIn(folder: string, { tensorFile, pickleFile }: FolderForm): Promise<string> {
  const files = await readdir(folder);
  return join(folder, !files.includes(tensorFile) && files.includes(pickleFile) ? pickleFile : tensorFile);
}
