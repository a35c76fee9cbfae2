import { DataFormatError, OptionsError, type PeftFile, type PeftMethod } from '@weitiao/core';
import { isDeepStrictEqual } from 'node:util';
import type { AdapterConfig } from './adapter-config.js';
import { unknownKeys } from './unknown-keys.js';

/** A plugin of a method: what `definePeftMethod` makes. */
export interface MethodPlugin {
  (options: never): PeftMethod;
  readonly pluginName: string;
  readonly file: PeftFile | undefined;
}

/**
 * The method that wrote a file, with its options: of those with that `peft_type` the one whose fixed keys agree. A key that is missing
 * or null has peft's own value. peft leaves keys alone that it does not know; here one that is set is refused, unless it is known to change nothing.
 * @throws DataFormatError naming the keys that ask for what no candidate can do
 */
export function chooseMethod({ file, type, values }: AdapterConfig, candidates: readonly MethodPlugin[]): PeftMethod {
  const ofType = candidates.filter((candidate) => candidate.file?.type === type);
  if (ofType.length === 0) {
    const known = [...new Set(candidates.flatMap((candidate) => candidate.file?.type ?? []))].sort();
    throw new DataFormatError(
      file,
      `peft_type is "${type}". Methods that are here read ${known.join(', ') || 'none'}; install the plugin of that method.`,
    );
  }
  const fitting = ofType.find((candidate) => refusals(candidate.file!, values).length === 0);
  if (!fitting) throw new DataFormatError(file, whyNone(ofType, values));
  return configured(fitting, file, values);
}

const valueOf = (key: string, { defaults, fixed }: PeftFile, values: AdapterConfig['values']): unknown =>
  values[key] ?? defaults?.[key] ?? fixed?.[key];

/** What a file asks for and the method cannot do, a sentence each. */
function refusals(file: PeftFile, values: AdapterConfig['values']): string[] {
  const came = (key: string) => valueOf(key, file, values) ?? null;
  const differing = Object.entries(file.fixed ?? {}).filter(
    ([key, fixed]) => !isDeepStrictEqual(came(key), fixed ?? null),
  );
  const refused = Object.entries(file.accepts ?? {}).filter(
    ([key, accepts]) => came(key) !== null && !accepts(came(key)),
  );
  return [
    ...differing.map(
      ([key, fixed]) => `${key} is ${JSON.stringify(came(key))}, it reads ${JSON.stringify(fixed ?? null)}`,
    ),
    ...refused.map(([key]) => `${key} is ${JSON.stringify(came(key))}, which it does not read`),
    ...unknownKeys(file, values).map((key) => `${key} is ${JSON.stringify(values[key])}, a key that it does not know`),
  ];
}

function whyNone(candidates: readonly MethodPlugin[], values: AdapterConfig['values']): string {
  const reasons = candidates.map(({ pluginName, file }) => `${pluginName}: ${refusals(file!, values).join('; ')}`);
  return ['no method that is here can do what this adapter asks for.', ...reasons].join('\n  ');
}

function configured(plugin: MethodPlugin, at: string, values: AdapterConfig['values']): PeftMethod {
  const file = plugin.file!;
  const given = Object.entries(file.keys).map(([option, key]) => [option, valueOf(key, file, values)] as const);
  const read = Object.entries(file.reads ?? {}).flatMap(([key, options]) => Object.entries(options(values[key])));
  const options = Object.fromEntries([...given, ...read].filter(([, value]) => value !== undefined && value !== null));
  try {
    return plugin(options as never);
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    const names = Object.entries(file.keys).map(([option, key]) => `${option} is ${key}`);
    throw new DataFormatError(at, `${error.message}\n  In this file ${names.join(', ')}.`, { cause: error });
  }
}
