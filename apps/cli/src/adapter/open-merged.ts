import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mergeWithParity, MergeError, type Parity } from '@weitiao/adapters';
import { readAdapterConfig } from '@weitiao/checkpoint';
import { Container } from '@weitiao/container';
import { StudyError } from '@weitiao/core';
import { describeEngine, openAdapter, openModel, startEngine, type LoadedBase } from '@weitiao/study';
import type { MergeOptions } from '../commands/adapter.js';
import { print, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { checkAdapterWeights, openAdapters } from './open-adapters.js';
import { parityPrompts } from './parity-prompts.js';

/** A base model whose weights adapters were folded into. */
export interface OpenMerged extends AsyncDisposable {
  readonly base: LoadedBase;
  /** Absent where nothing was merged. */
  readonly parity?: Parity;
}

/**
 * Loads a base and folds adapters into it.
 * @param adapters folders; none for the base as it is
 * @throws MergeError that says how to keep what cannot be merged
 */
export async function openMerged(
  adapters: readonly string[],
  options: Pick<MergeOptions, 'model' | 'weight' | 'weights' | 'prompts' | 'tolerance' | 'threads'>,
  { err }: Console,
): Promise<OpenMerged> {
  checkAdapterWeights(adapters, options.weight);
  const folder = options.model ?? (await baseOf(adapters[0]!));
  const plugins = installedPlugins(resolve(folder));
  print(err, `engine: ${describeEngine(await startEngine(plugins, { threads: options.threads }))}`);
  const owner = Container.create();
  const close = { [Symbol.asyncDispose]: () => owner[Symbol.asyncDispose]() };
  try {
    const base = owner.own(
      await openModel(plugins, folder, { weights: options.weights, warn: (line) => print(err, line) }),
    );
    if (adapters.length === 0) return { base, ...close };
    const attached = await openAdapters(adapters, options.weight, (each) => openAdapter(plugins, each, base), owner);
    const prompts = await parityPrompts(base, options.prompts);
    const { tolerance } = options;
    const { parity } = mergeWithParity(base.model, base.weights, attached, prompts, { tolerance, keepBase: false });
    return { base, parity, ...close };
  } catch (error) {
    await owner[Symbol.asyncDispose]();
    throw error instanceof MergeError ? advised(error, folder, adapters) : error;
  }
}

/** The base that an adapter names, where that is a folder: as it is written, or beside the adapter. */
async function baseOf(adapter: string): Promise<string> {
  const { file, baseModel } = await readAdapterConfig(adapter);
  const candidates = baseModel === undefined ? [] : [baseModel, join(adapter, baseModel)];
  const found = candidates.find((folder) => existsSync(join(folder, 'config.json')));
  if (found !== undefined) return found;
  const named = baseModel === undefined ? 'names no base model' : `names "${baseModel}", which is no folder here`;
  throw new StudyError(`${file} ${named}. Give the base: --model FOLDER`);
}

function advised(error: MergeError, model: string, adapters: readonly string[]): MergeError {
  const reason = error.message.replace(/^Cannot be merged: /, '').replaceAll('\n', '\n  ');
  const keep = `weitiao evaluate --model ${model} ${adapters.map((each) => `--adapter ${each}`).join(' ')}`;
  return new MergeError(`${reason}\n  Keep it as an adapter: ${keep}`, error.obstacle, { cause: error });
}
