import { exitCodeOf, planStudy, runStudy, SourceText, StudyFolder, writeReport } from '@weitiao/study';
import { builtCommand } from '../built-command.js';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { childrenOffline } from '../hub/children-offline.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { showPlan, warnOn } from './plan.js';
import { showStatus } from './status.js';
import { outputOf } from './study-output.js';
import { teller } from './teller.js';

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
  const hub = hubFor(console, options);
  using _children = childrenOffline(options.offline);
  const plan = await planStudy(source, plugins, { hub });
  const output = outputOf(plan.study.study, options.output);
  if (dryRun) {
    showPlan(new StudyFolder(output).withKnownRates(plan), output, options, console);
    return 0;
  }
  const ends = await runStudy(plan, {
    output,
    launcher: configured,
    command: builtCommand,
    signal: stopping.signal,
    hub,
    warn: warnOn(console),
    tell: teller(plan, console, json),
  });
  const { html, summary } = await writeReport(output);
  await showStatus(output, json, console);
  if (json) printJson(console.out, { type: 'report', path: html });
  else print(console.out, `\n${summary}\n\nReport: ${html}`);
  return exitCodeOf(ends);
}
