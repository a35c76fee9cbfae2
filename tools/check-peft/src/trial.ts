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

/** The plugins of the cases' methods, loaded one after the other. One that cannot be loaded is missing, and why is said. */
export async function pluginsOf(cases: readonly CaseFile[]): Promise<Plugins> {
  const plugins = new Map<string, MethodPlugin>();
  for (const name of new Set(cases.map(({ method }) => method))) {
    try {
      plugins.set(name, ((await import(`@weitiao/peft-${name}`)) as { default: MethodPlugin }).default);
    } catch (error) {
      process.stderr.write(`@weitiao/peft-${name}: ${(error as Error).message}\n`);
    }
  }
  return plugins;
}

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
