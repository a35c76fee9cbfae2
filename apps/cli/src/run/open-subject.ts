import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Container } from '@weitiao/container';
import { DataFormatError, type WeightStorage } from '@weitiao/core';
import type { TunedModel } from '@weitiao/inference';
import { describeEngine, openAdapter, openModel, startEngine } from '@weitiao/study';
import type { Tokenizer } from '@weitiao/tokenizer';
import { print, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { checkAdapterWeights, openAdapters } from '../adapter/open-adapters.js';

export interface SubjectOptions {
  readonly model: string;
  /** Attached together, in this order. */
  readonly adapter?: readonly string[];
  /** One for each adapter: then their weighted sum is attached. */
  readonly adapterWeight?: readonly number[];
  /** How frozen weights are held; float32 when absent. */
  readonly weights?: WeightStorage;
  readonly threads: number;
}

/** A model, with an adapter or without, that can be asked. */
export interface OpenSubject extends TunedModel, AsyncDisposable {
  readonly tokenizer: Tokenizer;
}

/** Starts the engine, which is announced, and loads the folders. */
export async function openSubject(
  { model, adapter = [], adapterWeight, weights: storage, threads }: SubjectOptions,
  { err }: Console,
): Promise<OpenSubject> {
  checkAdapterWeights(adapter, adapterWeight);
  const plugins = installedPlugins(resolve(model));
  print(err, `engine: ${describeEngine(await startEngine(plugins, { threads }))}`);
  const owner = Container.create();
  try {
    const base = owner.own(await openModel(plugins, model, { weights: storage, warn: (line) => print(err, line) }));
    const attached = await openAdapters(adapter, adapterWeight, (folder) => openAdapter(plugins, folder, base), owner);
    const { weights, tokenizer } = base;
    return {
      model: base.model,
      weights,
      tokenizer,
      adapters: attached,
      [Symbol.asyncDispose]: () => owner[Symbol.asyncDispose](),
    };
  } catch (error) {
    await owner[Symbol.asyncDispose]();
    throw error;
  }
}

/** Tells one state of the folders from another without reading all of them: names, sizes, times of change. */
export function stateOf({ model, adapter = [], adapterWeight = [], weights }: SubjectOptions): string {
  const describe = (folder: string) => {
    const files = filesOf(folder).map((name) => ({ name, ...pick(statSync(join(folder, name))) }));
    return JSON.stringify({ folder: resolve(folder), files });
  };
  const rounded = weights === 'bfloat16-rounded' ? [weights] : [];
  return [...[model, ...adapter].map(describe), adapterWeight.join(), ...rounded].join('\n');
}

const pick = ({ size, mtimeMs }: { size: number; mtimeMs: number }) => ({ size, mtimeMs });

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw new DataFormatError(folder, 'there is no such folder, or it cannot be read.', { cause });
  }
}
