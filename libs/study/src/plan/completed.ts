import type { InstalledPlugin, PluginCatalogue, Reference } from '@weitiao/container';
import type { Component } from '@weitiao/core';

/**
 * What was written of a component, with every option that its plugin filled in; components among the options likewise. What a component does not say
 * of itself (how often a judge is asked again) stays as it was written.
 */
export function completed({ use, ...written }: Reference, { options }: Component): Reference {
  const entries = Object.entries((options ?? {}) as object).map(([option, value]: [string, unknown]) => {
    const inner = written[option];
    return [option, isComponent(value) && isReference(inner) ? completed(inner, value) : value];
  });
  return { use, ...written, ...(Object.fromEntries(entries) as object) };
}

/** Where among the options of a component those stand that decide nothing: paths, and what it does not say of itself. */
export function indecisiveOptions({ use: _, ...written }: Reference, component: Component): string[][] {
  const { options, paths = [] } = component as Component & { readonly paths?: readonly string[] };
  const said = (options ?? {}) as Record<string, unknown>;
  return Object.keys({ ...said, ...written }).flatMap((option) => {
    const [inner, value] = [written[option], said[option]];
    if (!(option in said) || paths.includes(option)) return [[option]];
    if (!isComponent(value) || !isReference(inner)) return [];
    return indecisiveOptions(inner, value).map((path) => [option, ...path]);
  });
}

/** The plugins of the components among the options of a component. */
export function pluginsWithin(plugins: PluginCatalogue, written: Reference, { options }: Component): InstalledPlugin[] {
  return Object.entries((options ?? {}) as object).flatMap(([option, value]: [string, unknown]) => {
    const inner = written[option];
    if (!isComponent(value) || !isReference(inner)) return [];
    return [plugins.named(value.kind, inner.use), ...pluginsWithin(plugins, inner, value)];
  });
}

const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'use' in value && typeof value.use === 'string';

const isComponent = (value: unknown): value is Component =>
  typeof value === 'object' && value !== null && 'specVersion' in value && 'kind' in value;
