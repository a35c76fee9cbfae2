import type { Adapter, BaseModel, Parameter, VirtualTokens } from '@weitiao/core';
import { folderForm } from '../foreign/folder-form.js';

/** The one tensor of a prompt or a prefix: what its encoder makes of its parameters. */
export const promptKey = 'prompt_embeddings';

/** Key on disk → parameter, of everything that is saved as it is: the parameters of taps and the base weights that are trained. */
export function parametersByKey(adapter: Adapter, keyOf = folderForm('').keyOf): Map<string, Parameter> {
  const parameters = [
    ...(adapter.taps ?? []).flatMap((tap) => Object.values(tap.parameters)),
    ...(adapter.weights?.values() ?? []),
  ];
  const byKey = new Map<string, Parameter>();
  for (const parameter of parameters) {
    const key = keyOf(parameter.name);
    const other = byKey.get(key);
    if (other && other !== parameter) throw new Error(`two parameters of one adapter are named "${parameter.name}"`);
    byKey.set(key, parameter);
  }
  return byKey;
}

/** Other keys of the same values: a tied weight is written under the names of all who share it. */
export function copiesByKey(
  byKey: ReadonlyMap<string, Parameter>,
  keyOf = folderForm('').keyOf,
): Map<string, Parameter> {
  return new Map(
    [...byKey.values()].flatMap((parameter) => (parameter.alsoNamed ?? []).map((name) => [keyOf(name), parameter])),
  );
}

/** The learned tokens of an adapter, and the shape of their rows: `[count, width]` of a prompt, all layers' keys and values of a prefix. */
export function virtualRows(
  { prompt, prefix }: Adapter,
  { width, cache }: BaseModel,
): { tokens: VirtualTokens; shape: [number, number] } | undefined {
  if (prompt && prefix) throw new Error('an adapter with a prompt and a prefix has no form on disk');
  if (prompt) return { tokens: prompt, shape: [prompt.count, width] };
  if (prefix)
    return { tokens: prefix, shape: [prefix.count, 2 * cache.layers * cache.keyValueHeads * cache.headWidth] };
  return undefined;
}
