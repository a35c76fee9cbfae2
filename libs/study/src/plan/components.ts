import type { InstalledPlugin, PluginCatalogue, Reference } from '@weitiao/container';
import type { InstructionSource, Kind, ModelSource, PeftMethod } from '@weitiao/core';
import type { KindOf } from '@weitiao/container';
import type { TrialOptions } from '../config/trial-file.js';

/** What a trial is made of, configured. */
export interface Components {
  readonly model: ModelSource;
  /** Absent for the untuned model. */
  readonly method: PeftMethod | undefined;
  readonly data: InstructionSource;
  /** The plugins that they come from. */
  readonly plugins: readonly InstalledPlugin[];
}

type Section = 'model' | 'method' | 'data';
const kinds = { model: 'model', method: 'peft', data: 'dataset' } as const satisfies { [S in Section]: Kind };

/** Does the work for a section of the trial; whoever reads a file says where in it the error is. */
export type ForSection = <T>(section: Section, work: () => Promise<T>) => Promise<T>;

/** Resolves the plugins of a trial and gives them their options. @throws StudyError, OptionsError */
export async function resolveComponents(
  plugins: PluginCatalogue,
  { model, method, data }: TrialOptions,
  forSection: ForSection = (_, work) => work(),
): Promise<Components> {
  const used: InstalledPlugin[] = [];
  const configure = <S extends Section>(section: S, reference: Reference): Promise<KindOf<(typeof kinds)[S]>> =>
    forSection(section, () => {
      used.push(plugins.named(kinds[section], reference.use));
      return plugins.configure(kinds[section], reference);
    });
  const configured = {
    model: await configure('model', model),
    method: method === 'none' ? undefined : await configure('method', method),
    data: await configure('data', data),
  };
  return { ...configured, plugins: used };
}
