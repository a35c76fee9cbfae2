import { readManifest, StudyFolder } from '@weitiao/study';
import type { Console } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { runAndReport } from './run-and-report.js';

/** What launchers start: stops when the launcher is gone. A trial of a study shares the answers of the others. */
export async function runTrialCommand(
  file: string,
  { output, json = false, ...options }: { output: string; json?: boolean; offline?: boolean },
  console: Console,
): Promise<number> {
  using stopping = stopOnSignals({ withParent: true });
  const manifest = readManifest(file);
  const plugins = installedPlugins(manifest.folder);
  const cache = StudyFolder.around(output)?.cache;
  return await runAndReport(
    { manifest, output, plugins, stopping, cache, hub: hubFor(console, options), json },
    console,
  );
}
