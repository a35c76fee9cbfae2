export { Container } from './container.js';
export { describePlugins, type PluginDescription } from './describe-plugins.js';
export { enclosingPackages, type UserPackage } from './plugins/enclosing-packages.js';
export { installedFolder } from './plugins/installed-folder.js';
export type { InstalledPlugin } from './plugins/installed-plugin.js';
export type { KindOf } from './plugins/kinds.js';
export { shortName } from './plugins/plugin-errors.js';
export { PluginCatalogue, type PluginOf, type Reference } from './plugins/plugin-catalogue.js';
export { token, type Token } from './token.js';
