import { fileURLToPath } from 'node:url';
import {
  exitCodeOf,
  planStudy,
  runStudy,
  SourceText,
  writeReport,
  type StudyEvent,
  type StudyPlan,
} from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { showPlan, warnOn } from './plan.js';
import { showStatus } from './status.js';
import { outputOf } from './study-output.js';
import { trialNames } from './trial-names.js';

/** The built command, also where this is run from sources. */
const command = [process.execPath, fileURLToPath(new URL('../../dist/bin.js', import.meta.url))];

/** Runs what is not done, then writes the report of what there is. @returns 0, or the code of the first failed trial in plan order */
export async function runStudyRun(file: string, options: StudyCommandOptions, console: Console): Promise<number> {
  const { launcher = 'local', maxParallel, dryRun, json = false } = options;
  using stopping = stopOnSignals();
  const source = SourceText.read(file);
  const plugins = installedPlugins(source.folder);
  const configured = await plugins.configure('launcher', {
    use: launcher,
    ...(maxParallel !== undefined && { maxParallel }),
  });
  const plan = await planStudy(source, plugins);
  const output = outputOf(plan.study.study, options.output);
  if (dryRun) {
    showPlan(plan, output, options, console);
    return 0;
  }
  const ends = await runStudy(plan, {
    output,
    launcher: configured,
    command,
    signal: stopping.signal,
    warn: warnOn(console),
    tell: teller(plan, console, json),
  });
  const { html, summary } = await writeReport(output);
  await showStatus(output, json, console);
  if (json) printJson(console.out, { type: 'report', path: html });
  else print(console.out, `\n${summary}\n\nReport: ${html}`);
  return exitCodeOf(ends);
}

/** Tells on standard error how the trials go; with `json` also each event as a line on standard output. */
function teller({ trials }: StudyPlan, { out, err }: Console, json: boolean): (event: StudyEvent) => void {
  const cells = new Map(trials.map(({ manifest, cell }, index) => [manifest.id, { ...cell, number: index + 1 }]));
  const name = trialNames(trials.map(({ cell }) => cell));
  return (event) => {
    if (json) printJson(out, event);
    if (event.type === 'study-start') {
      print(err, `${event.trials} trials, ${event.done} of them ended before; folder ${event.folder}`);
      return;
    }
    const cell = cells.get(event.id)!;
    const about = `[${cell.number}/${trials.length}] ${name(cell)}`;
    if (event.type === 'trial-start')
      print(err, `${about}: ${event.attempt > 1 ? `attempt ${event.attempt}` : 'started'}`);
    else if (event.type === 'trial-waits') print(err, `${about}: another process works on it`);
    else if (event.type === 'trial-retry') print(err, `${about}: ${event.reason}; it will be started again`);
    else if (event.exitCode === 0) print(err, `${about}: done`);
    else print(err, `${about}: ended with ${event.exitCode}\n${indented(event.message)}`);
  };
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
