import { didYouMean, nearest, OptionsError, StudyError, type Kind } from '@weitiao/core';
import type { FoundPlugins } from './find-plugins.js';
import { foreignArchitecture } from './foreign-architectures.js';
import type { InstalledPlugin } from './installed-plugin.js';
import { kindWords } from './kinds.js';

/** No package of that name is held by a package.json of the user: says what is there, and never installs. */
export function notInstalled(
  kind: Kind,
  use: string,
  packageName: string,
  there: readonly InstalledPlugin[],
): StudyError {
  const names = there.filter((plugin) => plugin.kind === kind).map(shortName);
  const listed = `\n  ${kindWords[kind]} plugins that are: ${names.join(', ') || 'none'}`;
  const near = didYouMean(use, names);
  // A misspelt name is no package to be recommended.
  const remedy = near ? '' : `\n  If you trust it: npm install ${packageName}`;
  return new StudyError(
    `"${packageName}" is not installed, and a study file never installs code.${near}${remedy}${listed}`,
  );
}

export function wrongKind(kind: Kind, plugin: InstalledPlugin): StudyError {
  return new StudyError(
    `"${plugin.packageName}" is a ${kindWords[plugin.kind]} plugin, and a ${kindWords[kind]} plugin is wanted here.`,
  );
}

export function duplicates(what: string, offered: readonly InstalledPlugin[]): StudyError {
  const list = offered.map((plugin) => `  ${plugin.packageName} ${plugin.version}, held by ${plugin.heldBy}`);
  return new StudyError(
    `${offered.length} packages offer ${what}, and results could not say which was used. Remove all but one:\n${list.join('\n')}`,
  );
}

export function brokenPlugin({ packageName, reason }: FoundPlugins['faults'][number]): StudyError {
  return new StudyError(
    `"${packageName}" is installed and calls itself a plugin, but is not described rightly. ${reason}`,
  );
}

/** Errors of options name the plugin; whoever reads a file looks for the package, in its README or on npm. */
export function namingPackage(error: unknown, { kind, name, packageName }: InstalledPlugin): unknown {
  if (!(error instanceof OptionsError)) return error;
  return new OptionsError(
    error.message.replaceAll(`${kind} ${name} has no option`, `${packageName} has no option`),
    error.path,
  );
}

/** The fault is in a component that is an option itself. */
export const rethrowWithin =
  (option: string) =>
  (error: unknown): never => {
    throw error instanceof OptionsError ? new OptionsError(error.message, [option, ...error.path]) : error;
  };

/** What to say when nothing reads a `model_type` or a `peft_type`. */
export function nobodyReads(
  key: string,
  value: string,
  kind: Kind,
  known: readonly { type: string; plugin: InstalledPlugin }[],
): string {
  const list = known.map(({ type, plugin }) => `    ${type} (${plugin.packageName})`);
  const near = nearest(
    value,
    known.map(({ type }) => type),
  );
  const foreign = kind === 'model' ? foreignArchitecture(value) : undefined;
  const hint = foreign ?? (near && `Did you mean "${near}"?`);
  return [
    `no installed plugin reads ${key} "${value}".${hint ? ` ${hint}` : ''}`,
    list.length > 0 ? `  There is:\n${list.join('\n')}` : '  There is none at all.',
    `  To add one, install its package (npm install @weitiao/${kind}-…), or write one: package.json says`,
    `    "weitiao": { "kind": "${kind}", "name": "…", "${kind === 'model' ? 'modelTypes' : 'peftTypes'}": ["${value}"] }`,
  ].join('\n');
}

/** How a file writes the plugin: the short name for the project's own packages, else the package. */
export const shortName = (plugin: InstalledPlugin): string =>
  plugin.packageName === packageFor(plugin.kind, plugin.name) ? plugin.name : plugin.packageName;

/** `lora` → `@weitiao/peft-lora`; whatever is written as a package stays one. */
export const packageFor = (kind: Kind, use: string): string =>
  /^[a-z0-9-]+$/.test(use) ? `@weitiao/${kind}-${use}` : use;
