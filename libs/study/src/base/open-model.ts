import { loadAdapter, readAdapterConfig, readModelConfig, type MethodPlugin } from '@weitiao/checkpoint';
import type { PluginCatalogue } from '@weitiao/container';
import type { WeightStorage } from '@weitiao/core';
import { ParameterStore } from '@weitiao/nn';
import type { DescribedAdapter } from '../subject/model-subject.js';
import { LoadedBase } from './loaded-base.js';

/** How a model folder is opened. */
export interface OpenModelOptions {
  /** How frozen weights are held; float32 when absent. */
  readonly weights?: WeightStorage | undefined;
  /** See `LoadedBase.read`. */
  readonly warn?: (message: string) => void;
}

/** A model folder, whatever architecture it is of: the plugin is found by its `model_type`. */
export async function openModel(
  plugins: PluginCatalogue,
  folder: string,
  { weights, warn }: OpenModelOptions = {},
): Promise<LoadedBase> {
  const { file, modelType } = await readModelConfig(folder);
  const plugin = await plugins.load('model', plugins.forModelType(modelType, file));
  return LoadedBase.read(plugin({ from: folder, ...(weights && { weights }) }), folder, warn);
}

/**
 * An adapter folder, ours or written by peft: the method is found by its `peft_type` and the keys that tell it from its kin.
 * The values belong to the caller.
 */
export async function openAdapter(
  plugins: PluginCatalogue,
  folder: string,
  { model }: LoadedBase,
): Promise<DescribedAdapter> {
  const { adapter, method, tensors } = await loadAdapter(folder, await methodsFor(plugins, folder), model);
  return { adapter, method, values: ParameterStore.of(tensors) };
}

/** The plugins that may have written an adapter folder. */
export async function methodsFor(plugins: PluginCatalogue, folder: string): Promise<MethodPlugin[]> {
  const { file, type } = await readAdapterConfig(folder);
  const candidates = plugins.forPeftType(type, file);
  return (await Promise.all(candidates.map((plugin) => plugins.load('peft', plugin)))) as unknown as MethodPlugin[];
}
