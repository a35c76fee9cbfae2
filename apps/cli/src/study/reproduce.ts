import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exitCodes, StudyError } from '@weitiao/core';
import { compareRuns, readManifest, runTrial } from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { trialProgress } from '../run/trial-progress.js';
import { stopOnSignals } from '../stop-on-signals.js';

/** Runs a manifest in another folder. @returns 0 when every byte that counts is the same, else 70 */
export async function runStudyReproduce(path: string, options: StudyCommandOptions, console: Console): Promise<number> {
  const { json = false } = options;
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const original = resolve(isFolder ? path : dirname(path));
  if (!existsSync(join(original, 'result.json')))
    throw new StudyError(`${original} holds no finished trial (no result.json), so there is nothing to compare with.`);
  const manifest = readManifest(isFolder ? join(path, 'manifest.json') : path);
  const output = resolve(options.output ?? `${original}-reproduced`);
  if (output === original) throw new StudyError(`--output is the trial itself. Choose another folder.`);
  using stopping = stopOnSignals();
  await runTrial(manifest, output, {
    plugins: installedPlugins(manifest.folder),
    signal: stopping.signal,
    hub: hubFor(console, options),
    events: trialProgress(console, json),
  });
  const files = await compareRuns(original, output);
  const other = files.filter(({ same }) => !same);
  if (json) printJson(console.out, { type: 'reproduced', output, same: other.length === 0, files });
  else {
    for (const { name, same } of files) print(console.out, `${same ? 'same     ' : 'DIFFERENT'}  ${name}`);
    print(
      console.out,
      other.length === 0
        ? 'Reproduced byte for byte.'
        : `${other.length} of ${files.length} files differ; the new run is in ${output}`,
    );
  }
  return other.length === 0 ? 0 : exitCodes.defect;
}
