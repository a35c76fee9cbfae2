import { describeEngine, startEngine } from '@weitiao/study';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

/** Starts the engine and says what it is. @throws UnavailableError that says what is missing */
export async function engineInfo(
  { threads, json = false }: { threads: number; json?: boolean },
  { out }: Console,
): Promise<void> {
  const info = await startEngine(installedPlugins(), { threads });
  if (json) printJson(out, info);
  else print(out, describeEngine(info));
}
