import type { InstalledPlugin, KindOf, PluginCatalogue, Reference } from '@weitiao/container';
import type { DataSource, Evaluator, Kind, ModelSource, PeftMethod } from '@weitiao/core';
import { mixSources, type Part } from '@weitiao/data';
import { partsOf, type TrialOptions } from '../config/trial-file.js';
import { completed, indecisiveOptions, pluginsWithin } from './completed.js';

/** What a trial is made of, configured. */
export interface Components {
  readonly model: ModelSource;
  /** Absent for the untuned model. */
  readonly method: PeftMethod | undefined;
  readonly data: DataSource;
  readonly benchmarks: ReadonlyMap<string, Evaluator>;
  /** The plugins that they come from. */
  readonly plugins: readonly InstalledPlugin[];
  /** The trial with every option that the plugins filled in. */
  readonly resolved: TrialOptions;
  /** Places in `resolved` that decide nothing. */
  readonly indecisive: readonly string[][];
}

/** Does the work for a part of the trial; whoever reads a file says where in it the error is. */
export type ForPart = <T>(path: readonly string[], work: () => T | Promise<T>) => Promise<T>;

/** Resolves the plugins of a trial and gives them their options. @throws StudyError, OptionsError */
export async function resolveComponents(
  plugins: PluginCatalogue,
  trial: TrialOptions,
  forPart: ForPart = async (_, work) => work(),
): Promise<Components> {
  const { model, method, data, benchmarks } = trial;
  const used: InstalledPlugin[] = [];
  const configure = <K extends Kind>(kind: K, path: readonly string[], written: Reference): Promise<KindOf<K>> =>
    forPart(path, async () => {
      const plugin = plugins.named(kind, written.use);
      const component = await plugins.configure(kind, written);
      used.push(plugin, ...pluginsWithin(plugins, written, component));
      return component;
    });
  const base = await configure('model', ['model'], model);
  const peft = method === 'none' ? undefined : await configure('peft', ['method'], method);
  const parts: (Part & { path: readonly string[]; reference: Reference })[] = [];
  for (const { path, share, reference } of partsOf(data))
    parts.push({ path, share, reference, source: await configure('dataset', ['data', ...path], reference) });
  const asked = new Map<string, Evaluator>();
  for (const [name, written] of Object.entries(benchmarks ?? {}))
    asked.set(name, await configure('benchmark', ['benchmarks', name], written));

  const [single] = parts;
  const isMixture = single!.path.length > 0;
  const completedParts = parts.map(
    ({ path, share, reference, source }) => [path.at(-1), { share, ...completed(reference, source) }] as const,
  );
  const indecisive = Object.entries(benchmarks ?? {}).flatMap(([name, written]) =>
    indecisiveOptions(written, asked.get(name)!).map((path) => ['benchmarks', name, ...path]),
  );
  return {
    model: base,
    method: peft,
    data: isMixture ? await forPart(['data'], () => mixSources(parts)) : single!.source,
    benchmarks: asked,
    plugins: used,
    indecisive,
    resolved: {
      ...trial,
      model: completed(model, base),
      method: method === 'none' || !peft ? 'none' : completed(method, peft),
      data: isMixture ? { mix: Object.fromEntries(completedParts) } : completed(single!.reference, single!.source),
      ...(benchmarks && {
        benchmarks: Object.fromEntries(
          Object.entries(benchmarks).map(([name, written]) => [name, completed(written, asked.get(name)!)]),
        ),
      }),
    },
  };
}
