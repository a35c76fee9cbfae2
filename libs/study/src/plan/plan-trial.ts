import { resolve } from 'node:path';
import type { PluginCatalogue } from '@weitiao/container';
import { atItsPlace } from '../config/at-its-place.js';
import { parseTrial } from '../config/parse-trial.js';
import type { SourceText } from '../config/source-text.js';
import type { TrialOptions } from '../config/trial-file.js';
import { identityOf } from '../manifest/identity.js';
import type { Manifest } from '../manifest/manifest.js';
import { packageFingerprints } from '../manifest/package-fingerprints.js';
import { buildModel } from './build-model.js';
import { checkTrainOptions } from './check-train-options.js';
import { resolveComponents, type Components, type ForPart } from './components.js';
import { hashContents, type KnownItems } from './hash-contents.js';

/**
 * Trial file → manifest: every option filled in, everything that decides the result hashed. All that can be told without
 * the engine and the weights is checked, so that a mistake is known before anything starts.
 * @throws WeitiaoError (64, 65) with file, line, column and key
 */
export async function planTrial(source: SourceText, plugins: PluginCatalogue): Promise<Manifest> {
  const { components } = await planComponents(source, plugins);
  return manifestOf(source.folder, components, { forPart: (path, work) => atItsPlace(source, path, work) });
}

/** The first half of a plan: the options of a trial file and the components that they configure, known to fit each other. */
export async function planComponents(
  source: SourceText,
  plugins: PluginCatalogue,
): Promise<{ written: TrialOptions; components: Components }> {
  const written = await parseTrial(source);
  const forPart: ForPart = (path, work) => atItsPlace(source, path, work);
  const components = await fittingComponents(source.folder, written, plugins, forPart);
  return { written, components };
}

/** The components of a trial, known to fit each other. @throws WeitiaoError */
export async function fittingComponents(
  folder: string,
  written: TrialOptions,
  plugins: PluginCatalogue,
  forPart: ForPart,
): Promise<Components> {
  const components = await resolveComponents(plugins, written, forPart);
  await checkTogether(folder, written, components, forPart);
  return components;
}

/** The manifest of options whose plugins are configured. */
export async function manifestOf(
  folder: string,
  components: Components,
  how: { forPart?: ForPart; known?: KnownItems } = {},
): Promise<Manifest> {
  const { resolved: trial, indecisive } = components;
  const contents = await hashContents(folder, trial, components, how);
  const packages = await packageFingerprints(components.plugins.map((plugin) => plugin.folder));
  const decisive = { trial, ...(indecisive.length > 0 && { indecisive: [...indecisive] }), contents, packages };
  return { manifestVersion: 1, id: identityOf(decisive), folder, ...decisive };
}

/** Whether the parts fit each other: the template is there, the folder is of the model, the method finds its places in it. */
async function checkTogether(
  folder: string,
  { train }: TrialOptions,
  { model, method, data }: Components,
  forPart: ForPart,
): Promise<void> {
  await checkTrainOptions(train, data, forPart);
  const built = await forPart(['model', 'from'], () => buildModel(model, resolve(folder, model.from)));
  await forPart(['method'], () => method?.attach(built));
}
