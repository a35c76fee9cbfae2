import type { PluginCatalogue } from '@weitiao/container';
import { ModelHub } from '@weitiao/hub';
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
import { hashContents, type HashHow } from './hash-contents.js';
import { pinned } from './pinned.js';

/**
 * Trial file → manifest: every option filled in, everything that decides the result hashed. All that can be told without
 * the engine and the weights is checked, so that a mistake is known before anything starts.
 * @throws WeitiaoError (64, 65) with file, line, column and key
 */
export async function planTrial(
  source: SourceText,
  plugins: PluginCatalogue,
  { hub = new ModelHub() }: { readonly hub?: ModelHub } = {},
): Promise<Manifest> {
  const { components } = await planComponents(source, plugins, hub);
  return manifestOf(source.folder, components, { hub, forPart: (path, work) => atItsPlace(source, path, work) });
}

/** The first half of a plan: the options of a trial file and the components that they configure, known to fit each other. */
export async function planComponents(
  source: SourceText,
  plugins: PluginCatalogue,
  hub: ModelHub,
): Promise<{ written: TrialOptions; components: Components }> {
  const written = await parseTrial(source);
  const forPart: ForPart = (path, work) => atItsPlace(source, path, work);
  const components = await fittingComponents(source.folder, written, plugins, { forPart, hub });
  return { written, components };
}

/** The components of a trial, known to fit each other. @throws WeitiaoError */
export async function fittingComponents(
  folder: string,
  written: TrialOptions,
  plugins: PluginCatalogue,
  how: { readonly forPart: ForPart; readonly hub: ModelHub },
): Promise<Components> {
  const trial = await pinned(written, { folder, ...how });
  const components = await resolveComponents(plugins, trial, how.forPart);
  await checkTogether(folder, trial, components, how);
  return components;
}

/** The manifest of options whose plugins are configured. */
export async function manifestOf(folder: string, components: Components, how: HashHow = {}): Promise<Manifest> {
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
  { forPart, hub }: { readonly forPart: ForPart; readonly hub: ModelHub },
): Promise<void> {
  await checkTrainOptions(train, data, forPart);
  const built = await forPart(['model', 'from'], async () =>
    buildModel(model, (await hub.model(model.from, { folder })).path),
  );
  await forPart(['method'], () => method?.attach(built));
}
