import { StudyError } from '@weitiao/core';
import { fileURLToPath } from 'node:url';
import { installedFolder } from './installed-folder.js';
import type { InstalledPlugin } from './installed-plugin.js';

/** Libraries that hold state: two copies in one process would each have an engine of their own. */
const shared = ['@tensorflow/tfjs-core', '@weitiao/tensor'];
const here = fileURLToPath(new URL('.', import.meta.url));

/** @throws StudyError when the plugin would bring a second copy of a library that must be there once */
export function requireOneCopy(plugin: InstalledPlugin): void {
  for (const library of shared) {
    const own = installedFolder(library, here);
    const its = installedFolder(library, plugin.folder);
    if (own === undefined || its === undefined || own === its) continue;
    throw new StudyError(
      `${plugin.packageName} would load a second copy of ${library}, and the two cannot work together.\n` +
        `  The command's copy: ${own}\n  The plugin's copy:  ${its}\n` +
        '  Install both in one project and start that command: npm install weitiao, then npx weitiao …',
    );
  }
}
