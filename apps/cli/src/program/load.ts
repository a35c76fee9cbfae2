import type { ModelSource } from '@weitiao/core';
import { describeEngine, identityOfBase, LoadedBase, startEngine } from '@weitiao/study';
import { processConsole } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import type { TemplateReference } from '@weitiao/tokenizer';
import { installedPlugins } from '../plugin-folders.js';
import { LoadedModel, type Loaded } from './loaded.js';

export interface LoadOptions {
  /** How prompts are written when the model is asked; as they are when absent. */
  readonly template?: TemplateReference;
  /** Of the engine, which starts once a process; 2 when absent. */
  readonly threads?: number;
  /** Hears which engine computes, and what the way in which weights are held does to them; standard error when absent. */
  readonly announce?: (line: string) => void;
}

/**
 * Starts the engine, unless it runs, and loads a model: `load(bloom({ from: 'models/bloom' }))`. An id, `load(qwen({ from: 'Qwen/Qwen2.5-0.5B' }))`, is downloaded when it is not
 * here.
 * @throws DataFormatError when the folder is not as it must be, UnavailableError when no engine can be started
 */
export async function load(
  source: ModelSource,
  { template = 'none', threads, announce = toStderr }: LoadOptions = {},
): Promise<Loaded> {
  const { path, reference, source: hubSource } = await hubFor(processConsole).model(source.from);
  const [named, folder] = hubSource ? [{ ...source, from: reference }, path] : [source, source.from];
  const engine = await startEngine(installedPlugins(), threads === undefined ? {} : { threads });
  announce(`engine: ${describeEngine(engine)}`);
  const base = await LoadedBase.read(named, folder, announce);
  return new LoadedModel(base, [], await base.template(template), await identityOfBase(base), base);
}

const toStderr = (line: string): void => void process.stderr.write(`${line}\n`);
