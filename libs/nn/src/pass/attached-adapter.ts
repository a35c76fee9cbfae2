import type { Adapter, Parameter, Site, Tap } from '@weitiao/core';
import { StudyError } from '@weitiao/core';
import type { ParameterStore } from '../memory/parameter-store.js';

/** An adapter with its numbers. */
export interface AttachedAdapter {
  readonly adapter: Adapter;
  readonly values: ParameterStore;
}

/** Parameter → the store that holds its value. */
export type Stores = ReadonlyMap<Parameter, ParameterStore>;

export const storesOf = (adapters: readonly AttachedAdapter[]): Stores =>
  new Map(adapters.flatMap(({ values }) => values.parameters.map((parameter) => [parameter, values] as const)));

/** A sublayer may carry the path of a linear layer, so the kind belongs to the key. */
export const siteKey = ({ kind, path }: Site): string => `${kind} ${path}`;

/** Taps by site, in the order in which they were attached. */
export function tapsBySite(adapters: readonly AttachedAdapter[]): Map<string, Tap[]> {
  const taps = new Map<string, Tap[]>();
  for (const tap of adapters.flatMap(({ adapter }) => adapter.taps ?? [])) {
    const key = siteKey(tap.site);
    taps.set(key, [...(taps.get(key) ?? []), tap]);
  }
  return taps;
}

/**
 * Base weight → the parameter that is trained in its place.
 * @throws StudyError when two adapters replace one weight
 */
export function replacedWeights(adapters: readonly AttachedAdapter[]): Map<string, Parameter> {
  const replaced = new Map<string, Parameter>();
  for (const [name, parameter] of adapters.flatMap(({ adapter }) => [...(adapter.weights ?? [])])) {
    if (replaced.has(name))
      throw new StudyError(`Two adapters train the base weight "${name}": attach only one of them.`);
    replaced.set(name, parameter);
  }
  return replaced;
}
