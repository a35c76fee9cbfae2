import { pathToFileURL } from 'node:url';
import { exitCodes, StudyError, WeitiaoError, type Plugin } from '@weitiao/core';
import { entryPoint } from './entry-point.js';
import type { InstalledPlugin } from './installed-plugin.js';
import { requireOneCopy } from './one-copy.js';

/**
 * Loads the code of a plugin.
 * @throws StudyError when the package exports no plugin, or another one than its package.json promises
 */
export async function importPlugin(installed: InstalledPlugin): Promise<Plugin> {
  const { packageName, kind, name } = installed;
  const { default: plugin } = await importPackage(installed);
  if (!isPlugin(plugin))
    throw new StudyError(
      `${packageName} has no plugin as its default export: export default definePeftMethod({ … }), or the like.`,
    );
  if (plugin.kind !== kind || plugin.pluginName !== name) {
    throw new StudyError(
      `${packageName} says ${kind} "${name}" in its package.json and exports ${plugin.kind} "${plugin.pluginName}". Make the two agree.`,
    );
  }
  return plugin;
}

/** Everything that the package of a plugin exports. */
export async function importPackage(installed: InstalledPlugin): Promise<Readonly<Record<string, unknown>>> {
  requireOneCopy(installed);
  const { packageName, folder } = installed;
  const file = entryPoint(folder);
  if (file !== undefined) return (await load(packageName, file)) as Record<string, unknown>;
  throw new StudyError(`${packageName} exports nothing that can be imported (package.json: exports).`);
}

async function load(packageName: string, file: string): Promise<unknown> {
  try {
    return await inTurn(() => import(pathToFileURL(file).href) as Promise<unknown>);
  } catch (cause) {
    if (WeitiaoError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WeitiaoError(
      `${packageName} cannot be loaded: ${reason}\n  In a checkout: npm run build`,
      exitCodes.unavailable,
      { cause },
    );
  }
}

let earlier: Promise<unknown> = Promise.resolve();

/** Packages share modules, and not every loader (Jest's does not) stands a second import of one while the first is still being linked. */
function inTurn<T>(load: () => Promise<T>): Promise<T> {
  const loaded = earlier.then(load);
  earlier = loaded.catch(() => undefined);
  return loaded;
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'function' && 'kind' in value && 'pluginName' in value && 'options' in value;
}
