import type { MethodPlugin } from '@weitiao/checkpoint';
import type { PeftMethod } from '@weitiao/core';
import { join } from 'node:path';
import type { CaseFile } from './case-file.js';
import type { ProofModel } from './models.js';

/** A case on one model, with its method configured. */
export interface Trial {
  readonly case: CaseFile;
  readonly model: ProofModel;
  readonly method: PeftMethod;
  /** Its folder of the exchange with Python. */
  readonly folder: string;
  readonly id: string;
}

export type Plugins = ReadonlyMap<string, MethodPlugin>;

/** The plugins of the cases' methods. One that cannot be loaded is missing. */
export async function pluginsOf(cases: readonly CaseFile[]): Promise<Plugins> {
  const names = [...new Set(cases.map(({ method }) => method))];
  const loaded = await Promise.all(names.map(async (name) => [name, await load(`@weitiao/peft-${name}`)] as const));
  return new Map(loaded.flatMap(([name, plugin]) => (plugin ? [[name, plugin] as const] : [])));
}

const load = async (name: string): Promise<MethodPlugin | undefined> => {
  const loaded = (await import(name).catch(() => undefined)) as { default: MethodPlugin } | undefined;
  return loaded?.default;
};

/**
 * @param exchange folder that Python shares
 * @throws when the method's package is not there, or does not take the options
 */
export function trialOf(one: CaseFile, model: ProofModel, plugins: Plugins, exchange: string): Trial {
  const plugin = plugins.get(one.method);
  if (!plugin) throw new Error(`@weitiao/peft-${one.method} cannot be loaded: is it there, and built?`);
  const options = { ...one.options, ...one.models[model.name]!.options };
  const id = `${one.name}@${model.name}`;
  return { case: one, model, method: plugin(options as never), folder: join(exchange, id), id };
}
