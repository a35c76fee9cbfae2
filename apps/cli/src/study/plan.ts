import { resolve } from 'node:path';
import { planStudy, SourceText, StudyFolder, triesOf, type StudyPlan } from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { outputOf } from './study-output.js';
import { trialNames, type Named } from './trial-names.js';

/** Study file → what would run; with manifests and lock written unless it is a dry run. */
export async function runStudyPlan(file: string, options: StudyCommandOptions, console: Console): Promise<number> {
  const source = SourceText.read(file);
  const hub = hubFor(console, options);
  const plan = await planStudy(source, installedPlugins(source.folder), { hub });
  const output = outputOf(plan.study.study, options.output);
  const folder = new StudyFolder(output);
  const services = { signal: new AbortController().signal, folder: plan.folder, hub, warn: warnOn(console) };
  const known = options.dryRun ? folder.withKnownRates(plan) : await folder.write(plan, services);
  showPlan(known, output, options, console);
  return 0;
}

/** Lists the tries and the trials, and what is to be known of them. */
export function showPlan(
  plan: StudyPlan,
  output: string,
  { dryRun = false, json = false }: StudyCommandOptions,
  console: Console,
): void {
  const { out } = console;
  const tries = triesOf(plan).map(({ manifest: { id }, cell: { arm, seed }, learningRate }) => ({
    id,
    arm,
    seed,
    learningRate,
  }));
  const cells = plan.trials.map(({ manifest: { id }, cell: { arm, seed } }) => ({ id, arm, seed }));
  const known = new Set(cells.map(({ arm }) => JSON.stringify(arm)));
  const waiting = plan.searches
    .filter(({ arm }) => !known.has(JSON.stringify(arm)))
    .flatMap(({ trials }) => trials.map(({ cell: { arm, seed } }) => ({ id: null, arm, seed })));
  const places = new Map(plan.arms.map((arm, index) => [JSON.stringify(arm), index]));
  const placeOf = ({ arm }: Named) => places.get(JSON.stringify(arm)) ?? 0;
  const trials = [...cells, ...waiting].sort((a, b) => placeOf(a) - placeOf(b));
  for (const note of plan.notes) warnOn(console)(note);
  if (json) {
    for (const one of tries) printJson(out, { type: 'try', ...one });
    for (const size of plan.sizes) printJson(out, { type: 'size', ...size });
    for (const cell of trials) printJson(out, { type: 'trial', ...cell });
    const counts = { trials: trials.length, ...(tries.length > 0 && { tries: tries.length }) };
    printJson(out, { type: 'plan', ...counts, output, written: !dryRun });
    return;
  }
  for (const line of sizeLines(plan.sizes)) print(out, line);
  const name = trialNames(trials);
  for (const one of tries) print(out, `${one.id.slice(0, 8)}  ${name(one)} · try learning rate ${one.learningRate}`);
  for (const { id, ...cell } of trials) {
    const follows = id === null ? ' · follows with the rate that is chosen' : '';
    print(out, `${id?.slice(0, 8) ?? '        '}  ${name(cell)}${follows}`);
  }
  const counted = `${tries.length > 0 ? `${tries.length} tries and ` : ''}${trials.length} trials`;
  print(out, `${counted}${dryRun ? '; nothing was written' : ` planned in ${resolve(output)}`}`);
}

const sizeLines = (sizes: StudyPlan['sizes']): string[] =>
  sizes.map(({ model, method, option, value, wanted, reached }) => {
    const told = (count: number) => count.toLocaleString('en');
    const how = option === undefined ? 'as written' : `${option} ${value}`;
    return `${method} on ${model}: ${told(reached)} of ${told(wanted)} trained parameters wanted, ${how}`;
  });

export const warnOn =
  ({ err }: Console) =>
  (message: string): void =>
    print(err, `note: ${message}`);
