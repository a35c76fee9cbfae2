import { planTrial, SourceText } from '@weitiao/study';
import type { Console } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { runAndReport } from './run-and-report.js';

/** Trial file → manifest → run. */
export async function runTrainCommand(
  file: string,
  { output, json = false, ...options }: { output: string; json?: boolean; offline?: boolean },
  console: Console,
): Promise<number> {
  using stopping = stopOnSignals();
  const source = SourceText.read(file);
  const hub = hubFor(console, options);
  const plugins = installedPlugins(source.folder);
  const manifest = await planTrial(source, plugins, { hub });
  return await runAndReport({ manifest, output, plugins, stopping, hub, json }, console);
}
