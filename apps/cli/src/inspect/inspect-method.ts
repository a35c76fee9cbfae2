import { countParameters } from '@weitiao/adapters';
import { parametersOf } from '@weitiao/nn';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { configuredMethod } from './method-reference.js';
import { shapedModel } from './shaped-model.js';

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
  const plugins = installedPlugins();
  const method = await configuredMethod(plugins, text, option);
  const { model } = await shapedModel(shape, plugins);
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
