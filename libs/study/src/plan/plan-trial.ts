import { resolve } from 'node:path';
import type { PluginCatalogue } from '@weitiao/container';

import { template } from '@weitiao/tokenizer';
import { atItsPlace } from '../config/at-its-place.js';
import { parseTrial } from '../config/parse-trial.js';
import type { SourceText } from '../config/source-text.js';
import type { TrialOptions } from '../config/trial-file.js';
import { identityOf, type Manifest } from '../manifest/manifest.js';
import { packageFingerprints } from '../manifest/package-fingerprints.js';
import { buildModel } from './build-model.js';
import { resolveComponents, type Components } from './components.js';
import { hashContents } from './hash-contents.js';

/**
 * Trial file → manifest: every option filled in, everything that decides the result hashed. All that can be told without
 * the engine and the weights is checked, so that a mistake is known before anything starts.
 * @throws WeitiaoError (64, 65) with file, line, column and key
 */
export async function planTrial(source: SourceText, plugins: PluginCatalogue): Promise<Manifest> {
  const { written, components } = await planComponents(source, plugins);
  return manifestOf(source.folder, resolved(written, components), components);
}

/** The first half of a plan: the options of a trial file and the components that they configure, known to fit each other. */
export async function planComponents(
  source: SourceText,
  plugins: PluginCatalogue,
): Promise<{ written: TrialOptions; components: Components }> {
  const written = await parseTrial(source);
  const components = await resolveComponents(plugins, written, (section, work) => atItsPlace(source, [section], work));
  await checkTogether(source, written, components);
  return { written, components };
}

/** The manifest of options whose plugins are configured. */
export async function manifestOf(folder: string, trial: TrialOptions, { plugins }: Components): Promise<Manifest> {
  const contents = await hashContents(folder, trial);
  const packages = await packageFingerprints(plugins.map((plugin) => plugin.folder));
  const id = identityOf({ trial, contents, packages });
  return { manifestVersion: 1, id, folder, trial, contents, packages };
}

/** The options as the plugins completed them. */
function resolved({ model, method, data, ...rest }: TrialOptions, components: Components): TrialOptions {
  const complete = (use: string, options: unknown) => ({ use, ...(options as object) });
  return {
    model: complete(model.use, components.model.options),
    method: method === 'none' || !components.method ? 'none' : complete(method.use, components.method.options),
    data: complete(data.use, components.data.options),
    ...rest,
  };
}

/** Whether the parts fit each other: the template is there, the folder is of the model, the method finds its places in it. */
async function checkTogether(
  source: SourceText,
  { train }: TrialOptions,
  { model, method }: Components,
): Promise<void> {
  await atItsPlace(source, ['train', 'template'], () => template(train.template));
  const built = await atItsPlace(source, ['model', 'from'], () =>
    buildModel(model, resolve(source.folder, model.from)),
  );
  await atItsPlace(source, ['method'], () => method?.attach(built));
}
