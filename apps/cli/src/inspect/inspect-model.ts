import { readModelConfig } from '@weitiao/checkpoint';
import { exitCodes, StudyError, type ExitCode } from '@weitiao/core';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { configuredMethod } from './method-reference.js';
import { architectureFacts } from './model/architecture-facts.js';
import { halvingStorage, memoryFacts, type MemoryOptions } from './model/memory-facts.js';
import { memoryLines } from './model/memory-lines.js';
import {
  architectureLines,
  downloadLine,
  generationLine,
  storedLine,
  templateLine,
  tokenizerLine,
} from './model/model-lines.js';
import { downloadFacts, type ModelPlace } from './model/model-place.js';
import { siteLines } from './model/site-lines.js';
import { storedFacts } from './model/stored-facts.js';
import { generationFacts, templateFacts, tokenizerFacts } from './model/tokenizer-facts.js';
import { shapedModel } from './shaped-model.js';

export interface InspectModelOptions extends MemoryOptions {
  /** A published size in place of a folder. */
  readonly shape?: string;
  /** What memory is asked for: name of a method, or name and options in YAML. Generation alone when absent. */
  readonly method?: string;
  readonly json?: boolean;
}

/**
 * What a model is and whether this machine can hold it, from config.json, headers and tokenizer alone.
 * @returns 65 where it cannot be used, whatever the machine
 */
export async function inspectModel(
  place: ModelPlace | undefined,
  options: InspectModelOptions,
  { out }: Console,
): Promise<ExitCode> {
  if ((place === undefined) === (options.shape === undefined))
    throw new StudyError('Wanted is a folder or an id, or --shape with a published size.');
  const facts = place === undefined ? await factsOfShape(options.shape!) : await factsOfPlace(place);
  const { model, lines, ...told } = facts;
  const plugins = installedPlugins();
  const method = options.method === undefined ? undefined : await configuredMethod(plugins, options.method);
  const attached = method && { name: method.name, adapter: method.attach(model) };
  const types = 'stored' in told ? Object.keys(told.stored.types) : [];
  const memory = memoryFacts(model, attached, options, halvingStorage(types));
  const { sites, weights } = model;
  const exitCode = 'usable' in told && !told.usable ? exitCodes.data : exitCodes.done;
  if (options.json) {
    printJson(out, { ...told, memory, sites, weights: Object.fromEntries(weights) });
    return exitCode;
  }
  for (const line of [...lines, ...memoryLines(memory)]) print(out, line);
  print(out, 'places where adapters may act (name in targetModules · role · shape · how many):');
  for (const line of siteLines(model)) print(out, `  ${line}`);
  return exitCode;
}

async function factsOfShape(shape: string) {
  const { model, config } = await shapedModel(shape, installedPlugins());
  const architecture = architectureFacts(model, config);
  return { model, shape, architecture, lines: [`${shape}, a published size`, ...architectureLines(architecture)] };
}

async function factsOfPlace(place: ModelPlace) {
  const { folder, remote } = place;
  const plugins = installedPlugins(folder);
  const { file, modelType, config } = await readModelConfig(folder);
  const installed = plugins.forModelType(modelType, file);
  const model = (await plugins.load('model', installed))({ from: folder }).build(config);
  const architecture = architectureFacts(model, config);
  const stored = await storedFacts(place, model);
  const download = remote && (await downloadFacts(remote));
  const tokenizer = await tokenizerFacts(folder, model);
  const template = await templateFacts(folder);
  const generation = await generationFacts(folder);
  const lines = [
    `${folder}: ${modelType}, read by ${installed.packageName} ${installed.version}`,
    ...architectureLines(architecture),
    storedLine(stored),
    ...(remote ? [downloadLine(download)] : []),
    tokenizerLine(tokenizer, model.vocabulary),
    templateLine(template),
    generationLine(generation),
  ];
  return {
    model,
    folder,
    modelType,
    plugin: installed.packageName,
    architecture,
    stored,
    ...(download && { download }),
    usable: stored.fault === undefined && tokenizer.fits === true,
    tokenizer,
    template,
    generation,
    lines,
  };
}
