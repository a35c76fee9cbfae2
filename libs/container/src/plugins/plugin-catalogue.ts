import { DataFormatError, type Kind, type Plugin } from '@weitiao/core';
import type { z } from 'zod';
import { componentsAmong } from './components-among.js';
import { findPlugins, type FoundPlugins } from './find-plugins.js';
import { importPlugin } from './import-plugin.js';
import type { InstalledPlugin } from './installed-plugin.js';
import type { KindOf } from './kinds.js';
import {
  brokenPlugin,
  duplicates,
  namingPackage,
  nobodyReads,
  notInstalled,
  packageFor,
  rethrowWithin,
  wrongKind,
} from './plugin-errors.js';

/** A plugin and its options, as a study file writes them. */
export interface Reference {
  readonly use: string;
  readonly [option: string]: unknown;
}

const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'use' in value && typeof value.use === 'string';

/** A plugin of kind `K`, with the component that it makes. */
export type PluginOf<K extends Kind> = Plugin<
  K,
  z.ZodType,
  KindOf<K> extends infer C extends { specVersion: 1; kind: K; name: string; options: unknown } ? C : never
>;

/** The plugins that are installed, by what one looks for. Looking something up runs no code; `load` imports it. */
export class PluginCatalogue {
  private constructor(private readonly found: FoundPlugins) {}

  /** @param folders where to look, in this order: of the study file, the current one, the command's own */
  static search(folders: readonly string[]): PluginCatalogue {
    return new PluginCatalogue(findPlugins(folders));
  }

  get all(): readonly InstalledPlugin[] {
    return this.found.plugins;
  }

  get faults(): FoundPlugins['faults'] {
    return this.found.faults;
  }

  /**
   * The plugin that `use` names: a short name is one of this project's packages, everything else a package's full name.
   * @throws StudyError when it is not installed, of another kind, or not the only one of its kind and name
   */
  named(kind: Kind, use: string): InstalledPlugin {
    const packageName = packageFor(kind, use);
    const isNamed = (candidate: { packageName: string }) => [packageName, use].includes(candidate.packageName);
    const plugin = this.all.find((candidate) => candidate.packageName === packageName) ?? this.all.find(isNamed);
    const fault = this.faults.find(isNamed);
    if (!plugin && fault) throw brokenPlugin(fault);
    if (!plugin) throw notInstalled(kind, use, packageName, this.all);
    if (plugin.kind !== kind) throw wrongKind(kind, plugin);
    const rivals = this.all.filter((other) => other.kind === kind && other.name === plugin.name);
    if (rivals.length > 1) throw duplicates(`${kind} "${plugin.name}"`, rivals);
    return plugin;
  }

  /**
   * The plugin that reads this architecture.
   * @param at the file that names it
   * @throws DataFormatError that lists what is found and how to add a plugin
   */
  forModelType(modelType: string, at: string): InstalledPlugin {
    return this.reader('model', 'model_type', modelType, at);
  }

  /** The plugins that may have written an adapter with this `peft_type`: several share one, and tell by other keys. */
  forPeftType(peftType: string, at: string): InstalledPlugin[] {
    const readers = this.all.filter((plugin) => plugin.kind === 'peft' && plugin.peftTypes?.includes(peftType));
    if (readers.length === 0)
      throw new DataFormatError(at, nobodyReads('peft_type', peftType, 'peft', this.readersOf('peft')));
    return readers;
  }

  /** Imports a plugin's code. */
  async load<K extends Kind>(kind: K, plugin: InstalledPlugin): Promise<PluginOf<K>> {
    if (plugin.kind !== kind) throw wrongKind(kind, plugin);
    return (await importPlugin(plugin)) as unknown as PluginOf<K>;
  }

  /**
   * Reference → configured component, with the components among its options.
   * @throws StudyError as `named`; OptionsError for options that the plugin does not have
   */
  async configure<K extends Kind>(kind: K, { use, ...given }: Reference): Promise<KindOf<K>> {
    const options: Record<string, unknown> = given;
    const installed = this.named(kind, use);
    const plugin = await this.load(kind, installed);
    for (const [option, inner] of componentsAmong(plugin.options)) {
      const value = options[option];
      if (isReference(value)) options[option] = await this.configure(inner, value).catch(rethrowWithin(option));
    }
    try {
      return plugin(options) as unknown as KindOf<K>;
    } catch (error) {
      throw namingPackage(error, installed);
    }
  }

  private reader(kind: 'model', key: string, value: string, at: string): InstalledPlugin {
    const readers = this.readersOf(kind)
      .filter(({ type }) => type === value)
      .map(({ plugin }) => plugin);
    if (readers.length > 1) throw duplicates(`${key} "${value}"`, readers);
    if (!readers[0]) throw new DataFormatError(at, nobodyReads(key, value, kind, this.readersOf(kind)));
    return readers[0];
  }

  private readersOf(kind: 'model' | 'peft'): { type: string; plugin: InstalledPlugin }[] {
    const ofKind = this.all.filter((plugin) => plugin.kind === kind);
    return ofKind.flatMap((plugin) =>
      ((kind === 'model' ? plugin.modelTypes : plugin.peftTypes) ?? []).map((type) => ({ type, plugin })),
    );
  }
}
