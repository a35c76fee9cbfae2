import { fileURLToPath } from 'node:url';
import { PluginCatalogue } from '@weitiao/container';

/** Folder of this package: what the command comes with is found from here. */
const own = fileURLToPath(new URL('..', import.meta.url));

/** The plugins that can be used: seen from the study's or trial's folder, then from the current one, then from the command's own. */
export const installedPlugins = (...folders: readonly string[]): PluginCatalogue =>
  PluginCatalogue.search([...folders, process.cwd(), own]);
