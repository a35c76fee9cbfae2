import type { InstalledPlugin, PluginCatalogue, Reference } from '@weitiao/container';
import type { Component } from '@weitiao/core';

/** What was written of a component, with every option that its plugin filled in; components among the options likewise. */
export function completed({ use, ...written }: Reference, { options }: Component): Reference {
  const entries = Object.entries((options ?? {}) as object).map(([option, value]: [string, unknown]) => {
    const inner = written[option];
    return [option, isComponent(value) && isReference(inner) ? completed(inner, value) : value];
  });
  return { use, ...(Object.fromEntries(entries) as object) };
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
