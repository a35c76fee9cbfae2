import {
  DataFormatError,
  parameter,
  StudyError,
  virtualTokens,
  type Adapter,
  type BaseModel,
  type Parameter,
  type PeftMethod,
  type VirtualTokens,
} from '@weitiao/core';
import type { Tensor } from '@weitiao/tensor';
import { folderForm, tensorFileIn } from '../foreign/folder-form.js';
import { readTensorHeader } from '../pytorch/read-tensor-header.js';
import type { SafetensorsHeader } from '../safetensors/header.js';
import { readWanted } from '../safetensors/read-tensors.js';
import { shortList } from '../shared/short-list.js';
import { readAdapterConfig, type AdapterConfig } from './adapter-config.js';
import { copiesByKey, parametersByKey, promptKey, virtualRows } from './adapter-keys.js';
import { withBaseLayers } from './base-layers.js';
import { checkFinite } from './check-finite.js';
import { chooseMethod, type MethodPlugin } from './choose-method.js';
import { presentTargets } from './present-targets.js';

export interface LoadedAdapter {
  readonly method: PeftMethod;
  readonly adapter: Adapter;
  /** The value of every parameter of `adapter`. They belong to the caller; no scope frees them. */
  readonly tensors: Map<Parameter, Tensor>;
  /** What it was trained on, as its writer named it. */
  readonly baseModel: string | undefined;
  /** False when the file holds only what an encoder made of its parameters: such rows can be used, not trained further. */
  readonly trainable: boolean;
}

/**
 * Reads an adapter folder in the PEFT format, or adapter-hub's, and attaches it to a model.
 * @param candidates plugins of methods that it may be of
 * @throws DataFormatError when no candidate can read it, or its tensors are not exactly those that the method has on this model: peft
 *   drops keys that it does not know without a word, and the adapter then does nothing
 */
export async function loadAdapter(
  folder: string,
  candidates: readonly MethodPlugin[],
  model: BaseModel,
): Promise<LoadedAdapter> {
  const config = presentTargets(await readAdapterConfig(folder), model);
  const method = chooseMethod(config, candidates);
  const { adapter: own, trainable } = usable(attached(method, model, config), model);
  const form = folderForm(config.type, config.adapterName);
  const header = await readTensorHeader(await tensorFileIn(folder, form));
  const there = new Set(header.tensors.keys());
  const keyOf = (name: string) => form.keyOf(name, there);
  const adapter = withBaseLayers(own, model, keyOf, there);
  const byKey = parametersByKey(adapter, keyOf);
  const copies = copiesByKey(byKey, keyOf);
  const virtual = virtualRows(adapter, model);
  if (virtual) byKey.set(promptKey, Object.values(virtual.tokens.parameters)[0]!);

  checkKeys(header, byKey, copies, config, method);
  const wanted = [...byKey.keys()].map((name) => ({ name, file: header.file, entry: header.tensors.get(name)! }));
  const tensors = await readWanted(wanted);
  checkFinite(tensors, header.file);
  return {
    method,
    adapter,
    trainable,
    baseModel: config.baseModel,
    tensors: new Map([...byKey].map(([key, parameter]) => [parameter, tensors.get(key)!])),
  };
}

/** @throws DataFormatError when the adapter does not fit the model: it was made for another, or says of itself what cannot be */
function attached(method: PeftMethod, model: BaseModel, { file, baseModel }: AdapterConfig): Adapter {
  try {
    return method.attach(model);
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const trainedOn = baseModel ? `\n  It was trained on ${baseModel}.` : '';
    throw new DataFormatError(file, `it does not fit this model: ${error.message}${trainedOn}`, { cause: error });
  }
}

/** The file has the rows of a prompt, not the parameters of an encoder that made them: they become a table that nothing trains. */
function usable(adapter: Adapter, model: BaseModel): { adapter: Adapter; trainable: boolean } {
  const virtual = virtualRows(adapter, model);
  if (!virtual || isTable(virtual.tokens, virtual.shape)) return { adapter, trainable: true };
  const initial = () => {
    throw new Error('these rows come from a file: they have no first value');
  };
  const table: Parameter = { ...parameter(promptKey, virtual.shape, initial), trained: false };
  const frozen = virtualTokens(virtual.tokens.count, { table }, ({ table }) => table);
  return { adapter: { ...adapter, [adapter.prompt ? 'prompt' : 'prefix']: frozen }, trainable: false };
}

function isTable({ parameters }: VirtualTokens, shape: readonly number[]): boolean {
  const all = Object.values(parameters);
  return all.length === 1 && String(all[0]!.shape) === String(shape);
}

function checkKeys(
  { file, tensors }: SafetensorsHeader,
  byKey: ReadonlyMap<string, Parameter>,
  copies: ReadonlyMap<string, Parameter>,
  config: AdapterConfig,
  method: PeftMethod,
): void {
  const missing = [...byKey.keys()].filter((key) => !tensors.has(key));
  const unexpected = [...tensors.keys()].filter((key) => !byKey.has(key) && !copies.has(key) && !isCopy(key, byKey));
  const misshapen = [...byKey].flatMap(([key, { shape }]) => {
    const came = tensors.get(key)?.shape;
    return came && String(came) !== String(shape) ? [`${key} [${came.join(', ')}], wanted [${shape.join(', ')}]`] : [];
  });
  const faults = [
    shortList('missing', missing),
    shortList('unexpected', unexpected),
    shortList('of another shape', misshapen),
  ];
  const lines = faults.filter((line) => line !== undefined);
  if (lines.length === 0) return;
  const trainedOn = config.baseModel ? ` It was trained on ${config.baseModel}.` : '';
  throw new DataFormatError(
    file,
    [`its tensors are not those that ${method.name} has on this model.${trainedOn}`, ...lines].join('\n  '),
  );
}

/** With `bias: all`, peft writes the bias of a module that is saved whole under two more names: where it keeps the copy, and the original that is not used. */
const isCopy = (key: string, byKey: ReadonlyMap<string, Parameter>): boolean =>
  /\.(original_module|modules_to_save)\.bias$/.test(key) &&
  byKey.has(key.replace(/\.(original_module|modules_to_save)\./, '.'));
