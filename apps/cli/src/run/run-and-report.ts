import { join, relative } from 'node:path';
import type { PluginCatalogue } from '@weitiao/container';
import type { ModelHub } from '@weitiao/hub';
import { runTrial, type Manifest, type TrialResult } from '@weitiao/study';
import { print, printJson, type Console } from '../console.js';
import type { Stopping } from '../stop-on-signals.js';
import { trialProgress } from './trial-progress.js';

export interface RunAndReportSpec {
  readonly manifest: Manifest;
  readonly output: string;
  readonly plugins: PluginCatalogue;
  readonly stopping: Stopping;
  /** Folder of answers that trials share. */
  readonly cache?: string | undefined;
  readonly hub: ModelHub;
  readonly json: boolean;
}

/** Runs a trial, shows how it goes and says what came out. @returns the exit code */
export async function runAndReport(
  { manifest, output, plugins, stopping, cache, hub, json }: RunAndReportSpec,
  console: Console,
): Promise<number> {
  const result = await runTrial(manifest, output, {
    plugins,
    signal: stopping.signal,
    hub,
    ...(cache !== undefined && { cache }),
    events: trialProgress(console, json),
  });
  if (json) printJson(console.out, { type: 'result', output, ...result });
  else for (const line of describe(result, output)) print(console.out, line);
  return 0;
}

function describe(result: TrialResult, output: string): string[] {
  const { method, steps, loss, heldOut, trainedTokens, files } = result;
  const [first] = Object.keys(files);
  const losses = [
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(4)}`]),
    ...(heldOut ? [`held-out loss ${heldOut.loss.toFixed(4)}`] : []),
  ];
  return [
    [`${method}: ${steps} steps, ${trainedTokens.toLocaleString('en')} trained tokens`, ...losses].join(', '),
    ...(first
      ? [`${first.startsWith('model/') ? 'Model' : 'Adapter'}: ${shown(join(output, first.split('/')[0]!))}`]
      : []),
    `Result: ${shown(join(output, 'result.json'))}`,
  ];
}

const shown = (path: string): string => {
  const fromHere = relative(process.cwd(), path);
  return fromHere && !fromHere.startsWith('..') ? fromHere : path;
};
