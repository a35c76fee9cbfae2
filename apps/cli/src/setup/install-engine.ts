import { UnavailableError } from '@weitiao/core';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { enginePackages } from './engine-package.js';

/** Installs every engine that has something to install. */
export async function installEngine({ json = false }: { json?: boolean }, { out, err }: Console): Promise<void> {
  using stopping = stopOnSignals();
  const engines = (await enginePackages(installedPlugins())).filter(({ install }) => install);
  if (engines.length === 0)
    throw new UnavailableError(
      'No engine that could be installed is here. Add its plugin: npm install @weitiao/backend-tensorflow',
    );
  for (const { plugin, install } of engines) {
    const installed = await install!({ tell: (line) => print(err, line), signal: stopping.signal });
    if (json) printJson(out, { engine: plugin.name, ...installed });
    else
      print(
        out,
        `${plugin.name}: installed. ${Object.entries(installed)
          .map(([key, value]) => `${key} ${String(value)}`)
          .join(', ')}`,
      );
  }
}
