import { existsSync } from 'node:fs';
import { countParameters } from '@weitiao/adapters';
import { readModelConfig } from '@weitiao/checkpoint';
import type { PluginCatalogue } from '@weitiao/container';
import { didYouMean, OptionsError, StudyError, type BaseModel } from '@weitiao/core';
import { parametersOf } from '@weitiao/nn';
import { SourceText } from '@weitiao/study';
import { z } from 'zod';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

export interface InspectMethodOptions {
  /** Name of a method, or name and options in YAML. */
  readonly method: string;
  /** `key=value`, the value in YAML. */
  readonly option?: readonly string[];
  readonly shape: string;
  readonly json?: boolean;
}

/** What a method would add to a model of that shape. Allocates nothing, so the size of the model does not matter. */
export async function inspectMethod(
  { method: text, option = [], shape, json = false }: InspectMethodOptions,
  { out }: Console,
): Promise<void> {
  // prettier-ignore
  const plugins = installedPlugins();
  const reference = { ...referenceOf(text), ...optionsOf(option) };
  const method = await plugins.configure('peft', reference);
  const model = await shaped(shape, plugins);
  const adapter = method.attach(model);
  const count = countParameters(model, adapter);
  const parameters = parametersOf(adapter).map(({ name, shape, trained = true }) => ({ name, shape, trained }));
  if (json) return printJson(out, { method: method.name, options: method.options, shape, ...count, parameters });
  print(out, `${method.name} on ${shape}, with ${JSON.stringify(method.options)}`);
  print(
    out,
    `${told(count.trainable)} trainable parameters (${(count.trainable / 2 ** 20).toFixed(2)} × 2²⁰) in ${parameters.length} tensors`,
  );
  print(out, `${told(count.total)} in all · ${(100 * count.share).toFixed(4)} % trainable`);
}

const told = (count: number): string => count.toLocaleString('en');

const reference = z.looseObject({ use: z.string().min(1) });

function referenceOf(text: string): z.output<typeof reference> {
  const { value } = SourceText.parse('--method', text);
  const given = typeof value === 'string' ? { use: value } : value;
  const parsed = reference.safeParse(given);
  if (!parsed.success) throw OptionsError.from('--method', reference, given, parsed.error);
  return parsed.data;
}

function optionsOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
      if (key === undefined)
        throw new StudyError(`--option is ${JSON.stringify(pair)}; wanted is key=value, e.g. rank=8.`);
      return [key, SourceText.parse(`--option ${key}`, value!).value];
    }),
  );
}

/** A model of a published size, or the one that a folder's config.json describes. */
async function shaped(shape: string, plugins: PluginCatalogue): Promise<BaseModel> {
  if (existsSync(shape)) {
    const { file, modelType, config } = await readModelConfig(shape);
    return (await plugins.load('model', plugins.forModelType(modelType, file)))({ from: shape }).build(config);
  }
  const known: string[] = [];
  for (const installed of plugins.all.filter(({ kind }) => kind === 'model')) {
    const source = (await plugins.load('model', installed))({ from: shape });
    if (Object.hasOwn(source.shapes, shape)) return source.build(source.shapes[shape]);
    known.push(...Object.keys(source.shapes));
  }
  throw new StudyError(
    `There is no shape "${shape}".${didYouMean(shape, known)} Known: ${known.join(', ')}, and any folder with a config.json.`,
  );
}
