import { resolve } from 'node:path';
import { planStudy, SourceText, StudyFolder, type StudyPlan } from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { outputOf } from './study-output.js';
import { trialNames } from './trial-names.js';

/** Study file → what would run; with manifests and lock written unless it is a dry run. */
export async function runStudyPlan(file: string, options: StudyCommandOptions, console: Console): Promise<number> {
  const source = SourceText.read(file);
  const plan = await planStudy(source, installedPlugins(source.folder));
  const output = outputOf(plan.study.study, options.output);
  if (!options.dryRun) {
    const services = { signal: new AbortController().signal, folder: plan.folder, warn: warnOn(console) };
    await new StudyFolder(output).write(plan, services);
  }
  showPlan(plan, output, options, console);
  return 0;
}

/** Lists the trials. */
export function showPlan(
  plan: StudyPlan,
  output: string,
  { dryRun = false, json = false }: StudyCommandOptions,
  { out }: Console,
): void {
  const cells = plan.trials.map(({ manifest: { id }, cell: { arm, seed } }) => ({ id, arm, seed }));
  if (json) {
    for (const cell of cells) printJson(out, { type: 'trial', ...cell });
    printJson(out, { type: 'plan', trials: cells.length, output, written: !dryRun });
    return;
  }
  const name = trialNames(cells);
  for (const cell of cells) print(out, `${cell.id.slice(0, 8)}  ${name(cell)}`);
  print(out, `${cells.length} trials${dryRun ? '; nothing was written' : ` planned in ${resolve(output)}`}`);
}

export const warnOn =
  ({ err }: Console) =>
  (message: string): void =>
    print(err, `note: ${message}`);
