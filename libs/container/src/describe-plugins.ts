import { StudyError } from '@weitiao/core';
import { z } from 'zod';
import type { InstalledPlugin } from './plugins/installed-plugin.js';
import type { PluginCatalogue } from './plugins/plugin-catalogue.js';

/** What `weitiao plugins` tells of one. */
export interface PluginDescription extends InstalledPlugin {
  /** Names of its options, or undefined when its code was not asked or could not be loaded. */
  readonly options?: readonly string[];
  readonly fault?: string;
}

/** Every installed plugin with its options; a plugin that cannot be loaded is listed with the reason. */
export async function describePlugins(catalogue: PluginCatalogue): Promise<PluginDescription[]> {
  const ordered = [...catalogue.all].sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name));
  return Promise.all(ordered.map((plugin) => describe(catalogue, plugin)));
}

async function describe(catalogue: PluginCatalogue, plugin: InstalledPlugin): Promise<PluginDescription> {
  try {
    const { options } = await catalogue.load(plugin.kind, catalogue.named(plugin.kind, plugin.packageName));
    const { properties } = z.toJSONSchema(options, { unrepresentable: 'any', io: 'input' });
    return { ...plugin, options: Object.keys(properties ?? {}) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...plugin, fault: error instanceof StudyError ? message : message.split('\n')[0]! };
  }
}
