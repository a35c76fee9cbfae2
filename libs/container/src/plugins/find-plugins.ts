import { enclosingPackages } from './enclosing-packages.js';
import { installedFolder } from './installed-folder.js';
import { pluginField, type InstalledPlugin } from './installed-plugin.js';
import { readPackage } from './read-package.js';

/** What was found. A package that calls itself a plugin and is not described rightly is a fault, and counts for nothing. */
export interface FoundPlugins {
  readonly plugins: readonly InstalledPlugin[];
  readonly faults: readonly { readonly packageName: string; readonly reason: string }[];
}

/**
 * The plugins that the package.json files around these folders hold and that are installed. Of one package seen from
 * several folders the first counts. Reads package.json files and runs nothing.
 */
export function findPlugins(folders: readonly string[]): FoundPlugins {
  const seen = new Set<string>();
  const plugins: InstalledPlugin[] = [];
  const faults: FoundPlugins['faults'][number][] = [];
  for (const user of new Map(folders.flatMap(enclosingPackages).map((found) => [found.file, found])).values()) {
    for (const packageName of user.holds) {
      const folder = seen.has(packageName) ? undefined : installedFolder(packageName, user.folder);
      const found = folder === undefined ? undefined : readPackage(folder);
      if (!folder || !found) continue;
      seen.add(packageName);
      if (found.weitiao === undefined) continue;
      const field = pluginField.safeParse(found.weitiao);
      if (field.success)
        plugins.push({ ...field.data, packageName, version: found.version, folder, heldBy: user.file });
      else
        faults.push({
          packageName,
          reason: `"weitiao" in its package.json: ${field.error.issues.map(({ message }) => message).join('; ')}`,
        });
    }
  }
  return { plugins, faults };
}
