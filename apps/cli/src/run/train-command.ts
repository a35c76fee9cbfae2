import { planTrial, SourceText } from '@weitiao/study';
import type { Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { runAndReport } from './run-and-report.js';

/** Trial file → manifest → run. */
export async function runTrainCommand(
  file: string,
  { output, json = false }: { output: string; json?: boolean },
  console: Console,
): Promise<number> {
  using stopping = stopOnSignals();
  const source = SourceText.read(file);
  const plugins = installedPlugins(source.folder);
  const manifest = await planTrial(source, plugins);
  return await runAndReport({ manifest, output, plugins, stopping, json }, console);
}
